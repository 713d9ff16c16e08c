/* The talks, kept in this browser alone: each under a key of its own, so that two windows do not
   write over each other's. What is read back is not trusted: a record that is none of ours is
   passed over, its strings only ever become text here, and the server reads its turns with care. */
(() => {
  "use strict";
  const PREFIX = "wenbao.talk.";
  const NOW = "wenbao.now";
  /* Turns of one talk, and characters of a title. The server reads no more turns (conversations.py). */
  const MOST_TURNS = 200, MOST_TITLE = 60;
  const store = (window.wenbaoTalks = { MOST_TURNS, trouble: "", changed: () => {} });
  const talks = new Map();

  const words = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
  const parse = (id, text) => {
    try {
      const shape = JSON.parse(text);
      if (!shape || !Array.isArray(shape.turns)) return null;
      const turns = shape.turns.filter((turn) => turn && typeof turn.question === "string");
      return { id, title: words(shape.title, MOST_TITLE), at: Number(shape.at) || 0, turns: turns.slice(0, MOST_TURNS) };
    } catch {
      return null;
    }
  };
  const take = (key, text) => {
    if (!key?.startsWith(PREFIX)) return;
    const id = key.slice(PREFIX.length);
    const talk = text === null ? null : parse(id, text);
    if (talk) talks.set(id, talk);
    else talks.delete(id);
  };

  /* A browser can refuse storage altogether: then talks last as long as the page. */
  const attempt = (work) => {
    try {
      return work();
    } catch {
      store.trouble = "浏览器不让网页保存内容，关掉这个页面后对话就没有了";
      return null;
    }
  };

  const isFull = (error) => error?.name === "QuotaExceededError" || error?.code === 22;

  /* Room is made by what is missed least: first what was found but not used in the oldest talks,
     then those talks. */
  const makeRoom = (but) => {
    const old = [...talks.values()].filter((talk) => talk.id !== but).sort((one, other) => one.at - other.at);
    const heavy = old.find((talk) => talk.turns.some((turn) => turn.answer?.passages?.length));
    if (heavy) {
      for (const turn of heavy.turns) if (turn.answer) turn.answer.passages = [];
      localStorage.setItem(PREFIX + heavy.id, record(heavy));
      return true;
    }
    if (!old.length) return false;
    store.remove(old[0].id);
    store.trouble = "浏览器里存满了，最早的对话已让出位置";
    return true;
  };

  const record = ({ title, at, turns }) => JSON.stringify({ title, at, turns });

  store.create = () => {
    const numbers = crypto.getRandomValues(new Uint32Array(3));
    return { id: [...numbers].map((number) => number.toString(16).padStart(8, "0")).join(""), title: "", at: Date.now(), turns: [] };
  };
  store.title = (talk) => talk.title || words(talk.turns[0]?.question, MOST_TITLE) || "新对话";
  store.get = (id) => talks.get(id) || null;
  /* Newest first. */
  store.all = () => [...talks.values()].sort((one, other) => other.at - one.at);

  store.put = (talk) => {
    talk.title = talk.title.slice(0, MOST_TITLE);
    talks.set(talk.id, talk);
    for (let tries = 0; tries < 1000; tries++) {
      try {
        localStorage.setItem(PREFIX + talk.id, record(talk));
        break;
      } catch (error) {
        if (!isFull(error) || !makeRoom(talk.id)) {
          store.trouble = isFull(error) ? "这段对话太长，浏览器存不下了；请新开一段" : "浏览器不让网页保存内容，关掉这个页面后对话就没有了";
          break;
        }
      }
    }
    store.changed();
  };
  store.remove = (id) => {
    talks.delete(id);
    attempt(() => localStorage.removeItem(PREFIX + id));
    store.changed();
  };

  /* The talk that this window shows: a reload keeps it, a new window begins with a new one. */
  store.now = () => attempt(() => sessionStorage.getItem(NOW));
  store.setNow = (id) => attempt(() => sessionStorage.setItem(NOW, id));

  attempt(() => {
    for (let number = 0; number < localStorage.length; number++) {
      const key = localStorage.key(number);
      take(key, localStorage.getItem(key));
    }
  });
  /* Another window changed something. */
  addEventListener("storage", (event) => {
    if (event.key === null) talks.clear();
    else take(event.key, event.newValue);
    store.changed();
  });
})();
