/* Saying that an answer is wrong: a small dialog, kept by the server as a draft for evaluation. */
(() => {
  "use strict";
  const talks = window.wenbaoTalk;
  let parts = null;
  let turn = 0; // The turn that is called wrong.
  let sent = 0; // The number of what was sent and not yet answered; 0: nothing.
  let origin = null;

  const el = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const close = () => {
    parts.dialog.close();
    if (origin?.isConnected) origin.focus();
  };

  const build = () => {
    const comment = el("textarea", { rows: "3", maxlength: "1000" });
    const right = el("input", { type: "text", maxlength: "500" });
    const absent = el("input", { type: "checkbox" });
    const about = el("p", { class: "wb-wrong-about" });
    const status = el("p", { class: "wb-wrong-status", role: "status" });
    const give = el("button", { type: "submit", class: "wb-main" }, "记下");
    const cancel = el("button", { type: "button" }, "取消");
    const form = el("form", { method: "dialog" },
      el("h2", { id: "wb-wrong-title" }, "这个答案有误"), about,
      el("label", {}, "正确答案（知道的话）", right),
      el("label", { class: "wb-wrong-absent" }, absent, "报告里没有写，不该回答"),
      el("label", {}, "哪里不对", comment),
      el("p", { class: "wb-wrong-note" }, "问题、答案和说明会记在资料库的文件夹里，供改进用（wenbao eval drafts），不会传到网上。"),
      status, el("div", { class: "wb-wrong-foot" }, give, cancel));
    const dialog = el("dialog", { id: "wb-remark", "aria-labelledby": "wb-wrong-title" }, form);
    parts = { dialog, comment, right, absent, about, status, give, cancel };
    absent.addEventListener("change", () => {
      right.disabled = absent.checked;
      if (absent.checked) right.value = "";
    });
    cancel.addEventListener("click", close);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (sent) return;
      give.disabled = true;
      status.textContent = "正在记…";
      sent = talks.send("wb-remarked", {
        turns: talks.now.turns.slice(0, turn),
        comment: comment.value, right: right.value, absent: absent.checked,
      });
    });
    (document.querySelector(".gradio-container") || document.body).append(dialog);
  };

  talks.remark = (which, button) => {
    const asked = talks.now.turns[which - 1];
    if (!asked?.answer) return;
    if (!parts) build();
    turn = which;
    sent = 0;
    origin = button;
    parts.comment.value = parts.right.value = parts.status.textContent = "";
    parts.absent.checked = parts.right.disabled = parts.give.disabled = false;
    parts.cancel.textContent = "取消";
    parts.about.textContent = `${asked.question} → ${asked.answer.answer || "没有找到"}`;
    parts.dialog.showModal();
    parts.right.focus();
  };

  new MutationObserver(() => {
    const noted = sent && document.getElementById(`wb-noted-${sent}`);
    if (!noted) return;
    sent = 0;
    parts.status.textContent = noted.textContent.trim();
    if (noted.querySelector(".wb-bad")) parts.give.disabled = false;
    else parts.cancel.textContent = "关闭";
    if (!noted.querySelector(".wb-bad")) parts.cancel.focus();
  }).observe(document, { childList: true, subtree: true });
})();
