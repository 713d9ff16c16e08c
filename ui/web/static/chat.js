/* Where the keyboard and the eye go as the talk grows. */
(() => {
  "use strict";
  document.documentElement.lang = "zh-CN";

  /* The buttons leave the keyboard where the next question is typed (on a touch screen that would
     cover the answer with its keyboard). */
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".wb-example, #wb-new, #wb-send")) return;
    if (matchMedia("(hover: hover)").matches) document.querySelector("#wb-box textarea")?.focus();
  });

  /* What a screen reader is told: Gradio names a message by its source code, and its sanitiser
     takes every aria attribute off ours. */
  const names = { user: "问题", bot: "回答" };
  const name = () => {
    for (const message of document.querySelectorAll('#wb-chat [data-testid="user"], #wb-chat [data-testid="bot"]'))
      message.setAttribute("aria-label", names[message.dataset.testid]);
    for (const link of document.querySelectorAll("a.wb-cite:not([aria-label])"))
      link.setAttribute("aria-label", `出处 ${link.textContent}`);
    document.querySelector('#wb-chat [role="log"]')?.setAttribute("aria-label", "对话");
  };

  /* A new question or its answer brings the question to the top, so that reading starts at the
     answer's beginning; Gradio's own scrolling goes to the end, and goes there late. */
  let shown = 0;
  const follow = () => {
    const count = document.querySelectorAll(".wb-question, .wb-answer, .wb-error").length;
    const grown = count > shown;
    shown = count;
    if (!grown) return;
    const last = [...document.querySelectorAll("#wb-chat .user-row")].pop();
    last?.scrollIntoView({ block: "start" });
  };

  new MutationObserver(() => {
    name();
    follow();
  }).observe(document, { childList: true, subtree: true });
})();
