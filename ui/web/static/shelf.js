/* The library's dialog: opening it, finding reports in it, and limiting the talk to some of them.
   Everything is built from nodes and text; no string of a report ever becomes HTML. */
(() => {
  "use strict";
  const none = () => ({ places: new Set(), years: new Set(), kinds: new Set(), reports: new Set() });
  const shelf = (window.wenbaoShelf = { data: null, chosen: none(), scope: none(), words: "" });

  shelf.el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value != null) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child != null));
    return node;
  };
  const el = shelf.el;

  /* Ask the server; an error carries its words and its status. */
  shelf.api = async (path, body) => {
    const options = body && { method: "POST", headers: { "X-Wenbao": "1" }, body: JSON.stringify(body) };
    let answer;
    try {
      answer = await fetch(`/shelf/${path}`, options);
    } catch {
      throw new Error("连不上问报；请看看运行 wenbao chat 的窗口是否还开着");
    }
    const shape = await answer.json().catch(() => ({}));
    if (answer.ok) return shape;
    throw Object.assign(new Error(shape.error || `服务器没有办成（${answer.status}）`), { status: answer.status });
  };

  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  /* Start a change and follow it to its end; `say` hears how far it is. */
  shelf.change = async (path, body, say) => {
    let job;
    for (let tries = 0; !job; tries++) {
      try {
        job = await shelf.api(path, body);
      } catch (error) {
        if (error.status !== 423 || tries > 150) throw error;
        say(error.message);
        await pause(2000);
      }
    }
    while (job.state === "working") {
      say(job.total ? `${job.step} ${job.done}/${job.total}` : `${job.step}…`, job.done, job.total);
      await pause(300);
      job = await shelf.api(`job?job=${job.job}`);
    }
    await shelf.load();
    document.getElementById("wb-shelf-changed")?.click();
    if (job.state === "failed") throw new Error(job.message);
    return job;
  };

  shelf.say = (words) => {
    if (shelf.status) shelf.status.textContent = words;
  };

  shelf.load = async () => {
    shelf.data = await shelf.api("reports");
    const ids = new Set(shelf.data.reports.map((report) => report.id));
    for (const set of [shelf.chosen.reports, shelf.scope.reports])
      for (const id of set) if (!ids.has(id)) set.delete(id);
    shelf.draw();
  };

  const span = (years) => {
    if (!years) return [];
    const [first, last = first] = years.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, more) => first + more);
  };
  shelf.years = (report) => [...span(report.reviews), ...span(report.plans)];

  const fits = (report, chosen) =>
    (!chosen.places.size || chosen.places.has(report.place)) &&
    (!chosen.kinds.size || chosen.kinds.has(report.kind)) &&
    (!chosen.years.size || shelf.years(report).some((year) => chosen.years.has(year)));

  shelf.found = () => {
    const words = (shelf.search?.value || "").trim().toLowerCase().split(/\s+/);
    return shelf.data.reports.filter((report) => {
      const text = [report.title, report.place, report.kind, report.file, report.delivered].join(" ").toLowerCase();
      return fits(report, shelf.chosen) && words.every((word) => text.includes(word));
    });
  };

  /* One list of choices: a place, a year or a kind, each with the number of its reports. */
  const facet = (field, label, values) => {
    const counts = new Map();
    for (const report of shelf.data.reports)
      for (const value of new Set(values(report))) counts.set(value, (counts.get(value) || 0) + 1);
    const order = [...counts.keys()].sort((one, other) =>
      field === "years" ? other - one : String(one).localeCompare(String(other), "zh-CN"));
    const set = shelf.chosen[field];
    for (const value of set) if (!counts.has(value)) set.delete(value);
    const choices = order.map((value) =>
      el("label", { class: "wb-choice" },
        el("input", { type: "checkbox", checked: set.has(value), onchange: (event) => {
          event.target.checked ? set.add(value) : set.delete(value);
          title.textContent = heading();
          shelf.drawTable();
        } }),
        `${value}${field === "years" ? "年" : ""}`, el("small", {}, ` ${counts.get(value)}`)));
    const heading = () => (set.size ? `${label}（已选 ${set.size}）` : label);
    const title = el("summary", {}, heading());
    const old = shelf.filters.querySelector(`[data-field="${field}"]`);
    const list = el("details", { class: "wb-facet", "data-field": field, open: old?.open ?? false },
      title, el("fieldset", {}, el("legend", { class: "wb-unseen" }, label), ...choices));
    old ? old.replaceWith(list) : shelf.filters.append(list);
  };

  shelf.draw = () => {
    const data = shelf.data;
    shelf.trouble.textContent = data.trouble || "";
    facet("places", "地方", (report) => (report.place ? [report.place] : []));
    facet("years", "年份", shelf.years);
    facet("kinds", "种类", (report) => [report.kind]);
    shelf.dropZone.hidden = !data.editable;
    shelf.readOnly.hidden = data.editable;
    shelf.drawTable();
    drawScope();
  };

  /* The scope: what the next question is limited to. */
  const some = (set, word = (value) => value) => {
    const values = [...set];
    const named = values.slice(0, 2).map(word).join("、");
    return values.length > 2 ? `${named}等 ${values.length} 个` : named;
  };
  const wordsOf = (chosen) => {
    const titles = new Map(shelf.data.reports.map((report) => [report.id, `《${report.title}》`]));
    return [some(chosen.places), some(chosen.years, (year) => `${year}年`), some(chosen.kinds),
      some(chosen.reports, (id) => titles.get(id))].filter(Boolean).join(" · ");
  };
  const drawScope = () => {
    const row = document.getElementById("wb-scope");
    if (!row || !shelf.data) return;
    row.querySelector(".wb-scope-chip")?.remove();
    const { places, years, kinds, reports } = shelf.scope;
    const shape = { places: [...places], years: [...years], kinds: [...kinds], reports: [...reports] };
    const limited = Object.values(shape).some((values) => values.length);
    const box = document.querySelector("#wb-scope-value textarea, #wb-scope-value input");
    const value = limited ? JSON.stringify(shape) : "";
    if (box && box.value !== value) {
      box.value = value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    row.classList.toggle("wb-scoped", limited);
    if (!limited) return;
    row.prepend(el("div", { class: "wb-scope-chip" }, el("span", {}, `只问：${wordsOf(shelf.scope)}`),
      el("button", { type: "button", "aria-label": "不限范围", title: "不限范围", onclick: () => {
        shelf.setScope(none());
        document.querySelector("#wb-box textarea")?.focus();
      } }, "×")));
  };
  shelf.setScope = (chosen) => {
    shelf.scope = Object.fromEntries(Object.entries(chosen).map(([field, set]) => [field, new Set(set)]));
    if (!Object.values(chosen).some((set) => set.size)) shelf.chosen = none();
    drawScope();
  };

  const build = () => {
    shelf.search = el("input", { type: "search", class: "wb-find", placeholder: "按标题、地方、文件名找",
      "aria-label": "在资料库里找报告", oninput: () => shelf.drawTable() });
    shelf.filters = el("div", { class: "wb-filters" }, shelf.search);
    shelf.status = el("p", { class: "wb-shelf-status", role: "status" });
    shelf.trouble = el("p", { class: "wb-shelf-trouble", role: "alert" });
    shelf.readOnly = el("p", { class: "wb-shelf-note", hidden: true },
      "这个资料库在网页上只能看；请在服务器上用 wenbao index add、set、remove 改动。");
    shelf.tableBox = el("div", { class: "wb-shelf-table", tabindex: "0", role: "region", "aria-label": "资料库里的报告" });
    shelf.apply = el("button", { type: "button", class: "wb-main", onclick: () => {
      shelf.setScope(shelf.chosen);
      shelf.dialog.close();
      document.querySelector("#wb-box textarea")?.focus();
    } });
    const all = el("button", { type: "button", onclick: () => {
      shelf.setScope(none());
      shelf.search.value = "";
      shelf.draw();
    } }, "不限范围");
    shelf.dialog = el("dialog", { id: "wb-shelf", "aria-labelledby": "wb-shelf-title" },
      el("div", { class: "wb-shelf-head" }, el("h2", { id: "wb-shelf-title" }, "资料库"),
        el("button", { type: "button", class: "wb-shelf-close", onclick: () => shelf.dialog.close() }, "关闭")),
      shelf.trouble, shelf.readOnly, shelf.buildDropZone(), shelf.filters, shelf.status, shelf.tableBox,
      el("div", { class: "wb-shelf-foot" }, shelf.apply, all));
    /* Escape, or a click elsewhere, folds an open list of choices before it closes the dialog. */
    const fold = (but) => {
      const open = [...shelf.filters.querySelectorAll(".wb-facet[open]")].filter((list) => list !== but);
      for (const list of open) list.open = false;
      return open;
    };
    shelf.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const [folded] = fold();
      if (!folded) return;
      event.preventDefault();
      folded.querySelector("summary").focus();
    });
    shelf.dialog.addEventListener("click", (event) => fold(event.target.closest(".wb-facet")));
    document.body.append(shelf.dialog);
  };

  shelf.open = async () => {
    if (!shelf.dialog) build();
    if (!shelf.dialog.open) shelf.dialog.showModal();
    try {
      await shelf.load();
    } catch (error) {
      shelf.trouble.textContent = error.message;
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#wb-shelf-open, .wb-shelf-here")) shelf.open();
  });
})();
