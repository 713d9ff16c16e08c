/* The panel of sources: cards beside the answer on a wide screen, a whole report over everything on
   a narrow one. What a button means stands in its value; the server is asked by way of two hidden
   text boxes, so that there is no address of its own to guard. */
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const wide = () => matchMedia("(min-width: 1100px)").matches;
  let asked = 0; // Numbers what was opened, so that only the last one is shown.
  let origin = null; // What the keyboard goes back to when the panel is closed.

  /* On an element of Gradio's own: it puts its container before every rule of our style sheets. */
  let state = "none";
  let busy = false;
  const apply = () => {
    const main = find("#wb-main");
    if (!main) return;
    if (main.dataset.wb !== state) main.dataset.wb = state;
    main.toggleAttribute("data-busy", busy);
    // Inline, for the same reason: the frame lies outside of what our rules reach.
    const frame = main.closest(".main.app");
    const room = state !== "none" && wide() ? "1500px" : "";
    if (frame && frame.style.maxWidth !== room) frame.style.setProperty("max-width", room, "important");
  };
  const show = (next) => {
    state = next;
    apply();
  };

  const send = (id, words) => {
    const box = find(`#${id} textarea, #${id} input`);
    if (!box) return;
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const open = (spot, from) => {
    if (!spot) return;
    origin = from || null;
    asked += 1;
    busy = true;
    show("report");
    send("wb-open", `${asked}\n${spot}`);
  };

  const close = () => {
    if (state === "none") return;
    busy = false;
    show(state === "report" && cards()?.childElementCount ? "cards" : "none");
    if (origin?.isConnected) origin.focus({ preventScroll: true });
    origin = null;
  };

  const cards = () => find("#wb-cards .wb-cards");

  /* The cards of an answer, copied into the panel; the copies have no ids. */
  const fill = (answer) => {
    const holder = cards();
    if (!holder) return;
    holder.replaceChildren();
    const sources = answer?.querySelector(".wb-sources");
    if (!sources) {
      if (state === "cards") show("none");
      return;
    }
    const copy = sources.cloneNode(true);
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const card of copy.querySelectorAll(".wb-source")) card.open = true;
    holder.append(copy);
    if (state === "none" && wide()) show("cards");
  };

  /* The report has come: to the words that were asked for. */
  const arrived = () => {
    const doc = find(`#wb-doc-${asked}`);
    if (!doc || doc.dataset.shown) return;
    doc.dataset.shown = "yes";
    busy = false;
    apply();
    const mark = doc.querySelector("mark");
    (mark || doc).scrollIntoView({ block: "center" });
    doc.querySelector(".wb-doc-title")?.focus({ preventScroll: true });
  };

  const told = (button, words) => {
    const before = button.dataset.words || button.textContent;
    button.dataset.words = before;
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.value);
    } catch {
      // Without https the clipboard is closed to scripts, but for what is selected.
      const area = document.createElement("textarea");
      area.value = button.value;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      button.focus();
      if (!done) return told(button, "复制不了，请手动选取");
    }
    told(button, "已复制");
  };

  const save = (button) => {
    const bytes = Uint8Array.from(atob(button.value), (char) => char.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = button.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("a.wb-cite, a.wb-to, .wb-open, .wb-copy, .wb-back, .wb-close, .wb-sources .wb-source > summary");
    if (!target) return;
    if (target.matches("a.wb-cite")) {
      event.preventDefault();
      fill(target.closest(".wb-answer"));
      const card = document.getElementById(target.getAttribute("href").slice(1));
      open(card?.querySelector(".wb-open")?.value, target);
    } else if (target.matches("a.wb-to")) {
      event.preventDefault();
      const heading = document.getElementById(target.getAttribute("href").slice(1));
      const list = target.closest(".wb-outline");
      if (list) list.open = false;
      heading?.setAttribute("tabindex", "-1");
      heading?.scrollIntoView({ block: "start" });
      heading?.focus({ preventScroll: true });
    } else if (target.matches(".wb-open")) open(target.value, target);
    else if (target.matches(".wb-copy")) copy(target);
    else if (target.matches(".wb-back, .wb-close")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (state === "report" || !wide())) close();
  });

  /* Attributes that Gradio's sanitiser takes off. */
  const restore = () => {
    apply();
    for (const plot of document.querySelectorAll("svg.wb-plot:not([viewBox])")) {
      plot.setAttribute("viewBox", `0 0 ${plot.getAttribute("width")} ${plot.getAttribute("height")}`);
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", plot.querySelector("title")?.textContent || "柱状图");
    }
    const side = find("#wb-side");
    if (side && !side.hasAttribute("role")) {
      side.setAttribute("role", "complementary");
      side.setAttribute("aria-label", "出处");
    }
    find("#wb-report .wb-doc-text")?.setAttribute("lang", "zh-CN");
  };

  let last = null;
  let count = 0;
  const follow = () => {
    const answers = document.querySelectorAll("#wb-chat .wb-answer");
    const newest = answers[answers.length - 1] || null;
    if (newest === last) return;
    last = newest;
    // Another answer than before: its own sources, not the report that was being read.
    if (answers.length !== count && state === "report") show("none");
    count = answers.length;
    if (!newest) show("none");
    fill(newest);
  };

  new MutationObserver(() => {
    restore();
    arrived();
    follow();
    const file = find("#wb-file .wb-file-data:not([data-saved])");
    if (file) {
      file.dataset.saved = "yes";
      save(file);
    }
  }).observe(document, { childList: true, subtree: true });
})();
