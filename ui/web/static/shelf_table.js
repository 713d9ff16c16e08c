/* The table of reports: what each was taken for, putting it right, taking it out. */
(() => {
  "use strict";
  const shelf = window.wenbaoShelf;
  const el = shelf.el;
  /* More rows than these are not looked through but searched. */
  const SHOWN = 300;
  const FIELDS = [["title", "标题"], ["place", "地方"], ["kind", "种类"], ["delivered", "日期"], ["reviews", "回顾的年份"], ["plans", "计划的年份"]];
  const HINTS = { delivered: "2021-02-04", reviews: "2020 或 2016-2020", plans: "2021 或 2021-2025" };

  shelf.drawTable = () => {
    const found = shelf.found();
    const edit = shelf.data.editable;
    const names = ["选", "报告", "地方", "种类", "日期", "回顾", "计划", ...(edit ? ["操作"] : [])];
    const head = el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name)));
    const body = el("tbody", {}, ...found.slice(0, SHOWN).map(row));
    const caption = el("caption", {}, said(found.length));
    shelf.tableBox.replaceChildren(el("table", {}, caption, el("thead", {}, head), body));
    drawApply();
  };

  const said = (found) => {
    const all = shelf.data.reports.length;
    if (!all) return shelf.data.editable ? "资料库还是空的：把报告文件拖进来，或点“选择文件”" : "资料库还是空的";
    if (found > SHOWN) return `共 ${all} 份报告，符合的 ${found} 份，只列出前 ${SHOWN} 份`;
    return found < all ? `共 ${all} 份报告，符合的 ${found} 份` : `共 ${all} 份报告`;
  };

  const drawApply = () => {
    const chosen = shelf.chosen;
    const some = Object.values(chosen).some((set) => set.size);
    const found = shelf.found();
    const count = chosen.reports.size ? found.filter((report) => chosen.reports.has(report.id)).length : found.length;
    shelf.apply.disabled = !some || !count;
    shelf.apply.textContent = some ? `只问这 ${count} 份` : "只问选中的（先勾选）";
  };

  const row = (report) => {
    const corrected = new Set(report.corrected);
    const cell = (field, value, name) =>
      el("td", { "data-name": name, class: corrected.has(field) ? "wb-corrected" : null, title: corrected.has(field) ? "已更正" : null }, value || "—");
    const tick = el("input", { type: "checkbox", checked: shelf.chosen.reports.has(report.id), "aria-label": `选 ${report.title}`,
      onchange: (event) => {
        event.target.checked ? shelf.chosen.reports.add(report.id) : shelf.chosen.reports.delete(report.id);
        drawApply();
      } });
    const line = el("tr", { "data-id": report.id }, el("td", {}, tick),
      el("td", { class: corrected.has("title") ? "wb-corrected" : null }, el("span", { class: "wb-shelf-report" }, report.title), el("small", {}, report.file)),
      cell("place", report.place), cell("kind", report.kind), cell("delivered", report.delivered),
      cell("reviews", report.reviews, "回顾"), cell("plans", report.plans, "计划"));
    if (shelf.data.editable) {
      const button = (words, act) =>
        el("button", { type: "button", "aria-label": `${words} ${report.title}`, onclick: () => act(line, report) }, words);
      line.append(el("td", { class: "wb-deeds" }, button("更正", correct), button("移除", remove)));
    }
    return line;
  };

  /* A line below a report's, one at a time; Escape takes it away and leaves the dialog open. */
  const below = (line, ...children) => {
    shelf.tableBox.querySelector(".wb-below")?.remove();
    const box = el("td", { colspan: String(line.cells.length) }, ...children);
    const added = el("tr", { class: "wb-below", onkeydown: (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      shut();
    } }, box);
    const shut = () => {
      added.remove();
      line.querySelector(".wb-deeds button").focus();
    };
    line.after(added);
    return shut;
  };

  const act = async (path, body, said, id) => {
    const controls = shelf.tableBox.querySelectorAll(".wb-below button, .wb-below input, .wb-below select");
    for (const control of controls) control.disabled = true;
    try {
      await shelf.change(path, body, shelf.say);
      shelf.say(said);
      (shelf.tableBox.querySelector(`tr[data-id="${id}"] .wb-deeds button`) || shelf.tableBox).focus();
    } catch (error) {
      shelf.say(error.message);
      const problem = shelf.tableBox.querySelector(".wb-below .wb-problem");
      if (problem) problem.textContent = error.message;
      for (const control of controls) control.disabled = false;
    }
  };

  const correct = (line, report) => {
    const inputs = new Map();
    const parts = FIELDS.map(([field, label]) => {
      const value = report[field] || "";
      const input = field === "kind"
        ? el("select", {}, ...shelf.data.kinds.map((kind) => el("option", { selected: kind === value }, kind)))
        : el("input", { type: "text", value, maxlength: "200", placeholder: HINTS[field] });
      inputs.set(field, input);
      return el("label", {}, label, input);
    });
    const save = () => {
      const fields = {};
      for (const [field, input] of inputs)
        if (input.value.trim() !== (report[field] || "")) fields[field] = input.value.trim();
      if (!Object.keys(fields).length) return shut();
      act("correct", { report: report.id, fields }, `已更正《${fields.title || report.title}》`, report.id);
    };
    const form = el("form", { class: "wb-correct", "aria-label": `更正 ${report.title}`, onsubmit: (event) => {
      event.preventDefault();
      save();
    } }, ...parts, el("div", { class: "wb-form-foot" }, el("button", { type: "submit", class: "wb-main" }, "保存"),
      el("button", { type: "button", onclick: () => shut() }, "取消"), el("small", {}, "留空的字段恢复成从报告里读到的。")),
    el("p", { class: "wb-problem", role: "alert" }));
    const shut = below(line, form);
    inputs.get("title").focus();
  };

  const remove = (line, report) => {
    const yes = el("button", { type: "button", class: "wb-danger", onclick: () =>
      act("remove", { report: report.id }, `已移除《${report.title}》`, report.id) }, "确定移除");
    const no = el("button", { type: "button", onclick: () => shut() }, "取消");
    const shut = below(line, el("div", { class: "wb-confirm", role: "group", "aria-label": "确认移除" },
      el("p", {}, `把《${report.title}》移出资料库？网页上传的原件会一并删除；从文件夹添加的，文件还在原处。`), yes, no,
      el("p", { class: "wb-problem", role: "alert" })));
    no.focus();
  };
})();
