/* What becomes of a request on its way: the server turned it away, or is gone. */
(() => {
  "use strict";
  /* `turned(number, words)`: a request was not taken. `broken()`: the connection was lost. */
  const wire = (window.wenbaoWire = { LOST: "和问报的连接断了，连上后会自动刷新", turned: () => {}, broken: () => {} });

  /* Gradio says so, in English, when the server is gone; it loads the page anew when it is back. */
  const messages = (which = "") => [...document.querySelectorAll(`[data-testid="toast-text"]${which}`)];
  wire.isLost = () => messages().some((words) => words.textContent === wire.LOST);
  wire.listen = () => {
    for (const words of messages(":not([data-seen])")) {
      words.dataset.seen = "yes";
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
    const which = joins ? named(options?.body) : 0;
    if (!which) return plain(address, options);
    try {
      const answer = await plain(address, options);
      if (!answer.ok) {
        const said = await answer.clone().json().catch(() => ({}));
        wire.turned(which, said.detail || `服务器没有办成（${answer.status}）`);
      }
      return answer;
    } catch (error) {
      wire.turned(which, "连不上问报；请看看运行 wenbao chat 的窗口是否还开着");
      throw error;
    }
  };
})();
