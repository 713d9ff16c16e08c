"use strict";
(() => {
  const form = document.querySelector("form");
  const count = document.querySelector("#count");
  const articles = [...document.querySelectorAll("article")];
  const filter = () => {
    const { type, step, verdict, words } = form.elements;
    const wanted = words.value.trim().toLowerCase();
    let shown = 0;
    for (const article of articles) {
      const data = article.dataset;
      const fits =
        (!type.value || data.type === type.value) &&
        (!step.value || data.step === step.value) &&
        (!verdict.value || data.verdict === verdict.value) &&
        (!wanted || article.textContent.toLowerCase().includes(wanted));
      article.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = `${shown} / ${articles.length}`;
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
