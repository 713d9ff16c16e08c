/* The list of talks beside the talk: open one, rename it, delete it (and take that back), find one.
   Built from nodes and text; no string that was kept ever becomes HTML. */
(() => {
  "use strict";
  const store = window.wenbaoTalks;
  const talks = window.wenbaoTalk;
  const FOLDED = "wenbao.list";
  /* So many talks need a field to find one; milliseconds in which a deletion can be taken back. */
  const MANY = 8, UNDO = 10_000;
  const DAY = 86_400_000;
  const find = (selector) => document.querySelector(selector);
  const wide = () => matchMedia("(min-width: 1100px)").matches;
  let renaming = ""; // The talk whose title is being written.
  let deleted = null; // What can be taken back: {talk, timer}.
  let open = null; // Whether the list is open; null: not decided yet.
  let parts = null;

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  };

  const group = (at) => {
    const midnight = new Date().setHours(0, 0, 0, 0);
    if (at >= midnight) return "今天";
    if (at >= midnight - DAY) return "昨天";
    return at >= midnight - 6 * DAY ? "近七天" : "更早";
  };

  const rename = (talk, title) => {
    if (renaming !== talk.id) return;
    renaming = "";
    if (title !== null && title.trim() !== store.title(talk)) {
      talk.title = title.trim();
      store.put(talk);
    } else draw();
    parts.list.querySelector(`[data-talk="${CSS.escape(talk.id)}"] .wb-talk-name`)?.focus();
  };

  const remove = (talk) => {
    const items = [...parts.list.querySelectorAll(".wb-talk-name")];
    const place = items.findIndex((item) => item.parentElement.dataset.talk === talk.id);
    clearTimeout(deleted?.timer);
    deleted = { talk, timer: setTimeout(() => { deleted = null; draw(); }, UNDO) };
    const shown = talks.now.id === talk.id;
    store.remove(talk.id);
    if (shown) talks.fresh();
    parts.undo.querySelector("button")?.focus() ?? items[place + 1]?.focus();
  };
  const restore = () => {
    clearTimeout(deleted?.timer);
    const talk = deleted?.talk;
    deleted = null;
    if (talk) store.put(talk);
    draw();
  };

  const item = (talk) => {
    const title = store.title(talk);
    const current = talk.id === talks.now.id;
    if (renaming === talk.id) {
      const field = el("input", { type: "text", class: "wb-talk-field", maxlength: 60, "aria-label": "对话的名字",
        onkeydown: (event) => {
          event.stopPropagation();
          if (event.isComposing || event.keyCode === 229) return;
          if (event.key !== "Enter" && event.key !== "Escape") return;
          // Or the same key would press the button that gets the focus.
          event.preventDefault();
          rename(talk, event.key === "Enter" ? field.value : null);
        },
        onblur: () => rename(talk, field.value) });
      field.value = title;
      return el("li", { class: "wb-talk-item", "data-talk": talk.id }, field);
    }
    return el("li", { class: `wb-talk-item${current ? " wb-current" : ""}`, "data-talk": talk.id },
      el("button", { type: "button", class: "wb-talk-name", title, "aria-current": current ? "true" : null,
        onclick: () => {
          if (!wide()) fold(false);
          talks.open(talk.id);
        } }, title),
      el("button", { type: "button", class: "wb-talk-act", title: "改名", "aria-label": `给“${title}”改名`,
        onclick: () => {
          renaming = talk.id;
          draw();
          const field = parts.list.querySelector(".wb-talk-field");
          field?.focus();
          field?.select();
        } }, "✎"),
      el("button", { type: "button", class: "wb-talk-act", title: "删除", "aria-label": `删除“${title}”`, onclick: () => remove(talk) }, "×"));
  };

  const matches = (talk, words) =>
    words.every((word) => [store.title(talk), ...talk.turns.map((turn) => turn.question)].join(" ").toLowerCase().includes(word));

  const draw = () => {
    if (!parts || (renaming && parts.list.querySelector(".wb-talk-field"))) return;
    const all = store.all();
    parts.search.hidden = all.length < MANY && !parts.search.value;
    const words = parts.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const nodes = [];
    let heading = "";
    for (const talk of all.filter((one) => matches(one, words))) {
      if (group(talk.at) !== heading) nodes.push(el("li", { class: "wb-talk-day" }, (heading = group(talk.at))));
      nodes.push(item(talk));
    }
    if (!nodes.length) nodes.push(el("li", { class: "wb-talk-day" }, words.length ? "没有这样的对话" : "问过的会留在这里，只存在这台电脑的浏览器里"));
    // The keyboard stays where it was: on the same button of the same talk.
    const at = parts.list.contains(document.activeElement) ? document.activeElement : null;
    const [talk, which] = [at?.parentElement.dataset.talk, at ? [...at.parentElement.children].indexOf(at) : 0];
    parts.list.replaceChildren(...nodes);
    if (talk) parts.list.querySelector(`[data-talk="${CSS.escape(talk)}"]`)?.children[which]?.focus();
    parts.undo.replaceChildren(...(deleted
      ? [el("span", {}, `已删除“${store.title(deleted.talk).slice(0, 12)}”`), el("button", { type: "button", onclick: restore }, "撤销")]
      : []));
  };

  /* Open on a wide screen once there is something in it; the choice is kept. */
  const fold = (to, keep = true) => {
    open = to;
    find("#wb-main")?.toggleAttribute("data-list", open);
    find("#wb-list-open")?.setAttribute("aria-expanded", String(open));
    find(".main.app")?.style.setProperty("--wb-list-room", open && wide() ? "204px" : "0px");
    if (!keep) return;
    try {
      if (wide()) localStorage.setItem(FOLDED, open ? "open" : "folded");
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  const chosen = () => {
    try {
      return localStorage.getItem(FOLDED);
    } catch {
      return null;
    }
  };

  const build = () => {
    const column = find("#wb-list");
    if (!column || parts) return;
    parts = {
      search: el("input", { type: "search", class: "wb-talk-find", placeholder: "找对话", "aria-label": "在对话里找", oninput: () => draw() }),
      list: el("ul", { class: "wb-talks" }),
      undo: el("p", { class: "wb-talk-undo", role: "status" }),
    };
    column.append(el("nav", { class: "wb-list", "aria-label": "对话列表" },
      el("div", { class: "wb-list-head" }, el("h2", {}, "对话"),
        el("button", { type: "button", class: "wb-list-close", "aria-label": "收起对话列表", title: "收起",
          onclick: () => { fold(false); find("#wb-list-open")?.focus(); } }, "«")),
      parts.search, parts.list, parts.undo));
    find("#wb-list-open")?.setAttribute("aria-controls", "wb-list");
    find("#wb-list-open")?.setAttribute("title", "对话列表");
    fold(wide() && chosen() !== "folded" && (chosen() === "open" || store.all().length > 0), false);
    draw();
  };

  store.changed = () => {
    talks.adopt();
    if (parts && open === false && wide() && chosen() === null && store.all().length) fold(true, false);
    draw();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#wb-list-open")) {
      fold(!open);
      if (open) parts?.list.querySelector(".wb-talk-name")?.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open && !wide() && !find("dialog[open]")) {
      event.stopPropagation();
      fold(false);
      find("#wb-list-open")?.focus();
    }
  }, true);

  new MutationObserver(build).observe(document, { childList: true, subtree: true });
})();
