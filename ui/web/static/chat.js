/* [1] opens its source, brings it into view and moves the keyboard's focus to it. */
(() => {
  "use strict";
  document.documentElement.lang = "zh-CN";

  const open = (link) => {
    const source = document.getElementById(link.getAttribute("href").slice(1));
    if (!source) return;
    source.open = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const mark = source.querySelector("mark") || source;
    source.querySelector("summary").focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.wb-cite");
    if (!link) return;
    event.preventDefault();
    open(link);
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
  new MutationObserver(name).observe(document, { childList: true, subtree: true });
})();
