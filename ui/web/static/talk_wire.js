/* What becomes of a request on its way: the server turned it away, or is gone. */
(() => {
  "use strict";
  /* `turned(number, words)`: a request was not taken. `broken()`: the connection was lost. */
  const wire = (window.wenbaoWire = { LOST: "和问报的连接断了，连上后会自动刷新", turned: () => {}, broken: () => {} });

  const turnedAway = new Set(); // The server's words for requests that it did not take.

  /* Gradio says so, in English, when the server is gone; it loads the page anew when it is back. */
  const messages = (which = "") => [...document.querySelectorAll(`[data-testid="toast-text"]${which}`)];
  wire.isLost = () => messages().some((words) => words.textContent === wire.LOST);
  wire.listen = () => {
    for (const words of messages(":not([data-seen])")) {
      words.dataset.seen = "yes";
      // What was turned away is told by its own number; it need not be the question that runs.
      if ([...turnedAway].some((said) => words.textContent.includes(said))) continue;
      if (/connection/i.test(words.textContent)) words.textContent = wire.LOST;
      wire.broken();
    }
  };

  /* The number that talk.js gave a request, in what Gradio sends. */
  const named = (body) => {
    try {
      return JSON.parse(JSON.parse(body).data[0]).n || 0;
    } catch {
      return 0;
    }
  };
  const plain = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    const joins = String(address?.url ?? address).includes("/queue/join");
    if (!joins) return plain(address, options);
    const which = named(options?.body);
    try {
      const answer = await plain(address, options);
      if (!answer.ok) {
        const said = await answer.clone().json().catch(() => ({}));
        if (said.detail) turnedAway.add(said.detail);
        if (which) wire.turned(which, said.detail || `服务器没有办成（${answer.status}）`);
      }
      return answer;
    } catch (error) {
      if (which) wire.turned(which, "连不上问报；请看看运行 wenbao chat 的窗口是否还开着");
      throw error;
    }
  };
})();
