/* The talk that is shown: asking, stopping, asking again, changing a question, showing a kept talk.
   The server is asked through hidden text boxes with all the turns that the question follows, and
   keeps nothing itself; its reply comes as the value of a button, and is kept in the browser. */
(() => {
  "use strict";
  const store = window.wenbaoTalks;
  const wire = window.wenbaoWire;
  const find = (selector) => document.querySelector(selector);
  const box = () => find("#wb-box textarea");
  const touch = () => !matchMedia("(hover: hover)").matches;
  /* A reload goes on with the talk that was shown before. */
  const talks = (window.wenbaoTalk = { now: store.get(store.now() || "") || store.create() });
  let number = 0; // Names a request, so that only the reply to the last one counts.
  let running = null; // The question that is being worked on: {number, talk, base, question, alone}.
  let waiting = []; // What was asked meanwhile.
  let editing = 0; // The turn whose question is in the box to be changed; 0: none.
  let displayed = 0; // The request that shows a talk, until it has.
  const given = new Set(); // Requests that were given up.
  let restoring = talks.now.turns.length > 0;
  let refusal = ""; // Why the last question was turned away, until the talk itself shows it.

  const send = (id, shape) => {
    const field = find(`#${id} textarea, #${id} input`);
    if (!field) return false;
    number += 1;
    field.value = JSON.stringify({ n: number, ...shape });
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  talks.send = (id, shape) => send(id, shape) && number;
  const type = (words) => {
    const field = box();
    if (!field) return;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const focusBox = () => {
    if (!touch()) box()?.focus();
  };

  const show = () => {
    send("wb-show", { turns: talks.now.turns });
    displayed = number;
  };

  /* What stands above the box: which question is being changed, what waits, what is wrong. */
  talks.state = () => {
    const line = find("#wb-state .wb-state-words");
    if (!line) return;
    const parts = [];
    if (editing) parts.push(`正在修改第 ${editing} 个问题，按 Esc 放弃${editing < talks.now.turns.length ? "；改后另开一段对话，原来的留着" : ""}`);
    if (waiting.length) parts.push(`接着问：${waiting.map((one) => one.question).join("；")}`);
    if (store.trouble) parts.push(store.trouble);
    if (refusal) parts.push(refusal);
    const words = parts.join("　");
    if (line.textContent !== words) line.textContent = words;
    line.setAttribute("role", "status");
    find("#wb-state").classList.toggle("wb-said-something", Boolean(words));
    find("#wb-ask")?.toggleAttribute("data-running", Boolean(running));
  };

  const begin = (wish) => {
    const now = talks.now;
    if (wish.base >= store.MOST_TURNS) {
      store.trouble = `一段对话最多 ${store.MOST_TURNS} 问，请点“新对话”接着问`;
      return talks.state();
    }
    if (wire.isLost()) {
      store.trouble = wire.LOST;
      type(wish.question);
      return talks.state();
    }
    running = { talk: now, ...wish };
    send("wb-request", { turns: now.turns.slice(0, wish.base), question: wish.question, alone: wish.alone });
    running.number = number;
    talks.state();
  };

  /* Ask; what is asked while another question is worked on waits for it. */
  talks.ask = (question, { alone = false, base = null } = {}) => {
    question = question.trim();
    if (!question) return;
    store.trouble = refusal = "";
    if (running) waiting.push({ question, alone });
    else begin({ question, alone, base: base ?? talks.now.turns.length });
    talks.state();
  };

  const keep = (done, turn) => {
    const talk = done.talk;
    talk.turns = [...talk.turns.slice(0, done.base), turn];
    talk.at = Date.now();
    store.setNow(talk.id);
    store.put(talk);
  };

  const next = () => {
    running = null;
    const wish = waiting.shift();
    if (wish) begin({ ...wish, base: talks.now.turns.length });
    talks.state();
  };

  const failed = (words, { shown = true } = {}) => {
    const done = running;
    if (!done) return;
    running = null;
    waiting = [];
    given.add(done.number);
    keep(done, { question: done.question, alone: done.alone, answer: null, trouble: words });
    if (shown) show();
    talks.state();
  };
  /* Gradio's own button takes the question back from the server. */
  const stop = (options) => {
    if (!running) return;
    failed("已停下，没有查完", options);
    find("#wb-stop")?.click();
  };

  /* The reply has come. */
  const arrived = () => {
    const said = find("#wb-said [id^=wb-said-]");
    if (!said) return;
    const which = Number(said.id.slice("wb-said-".length));
    // The answer to a question that was given up has come all the same, and covers what was shown.
    if (given.delete(which)) return show();
    // The page is ready to be asked: the first thing that the server says.
    if (which === 0 && restoring && !displayed && !running) return show();
    if (displayed && which === displayed) {
      displayed = 0;
      refusal = "";
      talks.state();
      [...document.querySelectorAll("#wb-chat .user-row")].pop()?.scrollIntoView({ block: "start" });
    }
    if (!running || which !== running.number) return;
    const value = said.querySelector(".wb-said")?.value;
    if (!value) return;
    try {
      keep(running, JSON.parse(value));
    } catch {
      return failed("回答没有收全；点“重试”再问一次");
    }
    next();
  };
  wire.broken = () => {
    if (running) failed("没有得到回答：和问报的连接断了；点“重试”再问一次");
  };
  /* The server did not take a request: too many are waiting, or it is gone. The talk is drawn by
     the server too, so it is asked for that later, and the line above the box says why at once. */
  const LATER = 3000;
  wire.turned = (which, words) => {
    const asked = running?.number === which;
    if (!asked && displayed !== which) return;
    if (asked) {
      refusal = `没有得到回答：${words}`;
      failed(refusal, { shown: false });
      displayed = which;
    }
    setTimeout(() => {
      if (displayed === which && !running) show();
    }, LATER);
  };

  talks.open = (id) => {
    const talk = store.get(id);
    if (!talk) return;
    stop({ shown: false });
    editing = 0;
    talks.now = talk;
    store.setNow(id);
    store.trouble = "";
    show();
    store.changed();
    talks.state();
  };
  talks.fresh = () => {
    stop({ shown: false });
    editing = 0;
    talks.now = store.create();
    store.setNow("");
    store.trouble = "";
    show();
    store.changed();
    talks.state();
    focusBox();
  };

  const edit = (turn) => {
    const asked = talks.now.turns[turn - 1];
    if (!asked || running) return;
    editing = turn;
    type(asked.question);
    box()?.focus();
    box()?.select();
    talks.state();
  };
  /* Another question in a turn's place. Turns that came after it stay, in the talk that they are in. */
  const replace = (turn, question, alone) => {
    const old = talks.now;
    if (turn < old.turns.length) {
      talks.now = { ...store.create(), title: old.title, turns: old.turns.slice(0, turn - 1) };
      store.setNow(talks.now.id);
    }
    talks.ask(question, { alone, base: turn - 1 });
  };
  const retry = (turn) => {
    const asked = talks.now.turns[turn - 1];
    if (asked && !running) replace(turn, asked.question, asked.alone === true);
  };

  const submit = () => {
    const question = box()?.value || "";
    if (!question.trim()) return;
    const turn = editing;
    editing = 0;
    type("");
    if (turn) replace(turn, question, false);
    else talks.ask(question);
  };

  const leave = () => {
    editing = 0;
    type("");
    talks.state();
  };

  /* Before Gradio hears of it: it would ask by itself. */
  addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("#wb-box textarea");
    const composing = event.isComposing || event.keyCode === 229;
    if (typing && event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      event.stopPropagation();
      submit();
    } else if (event.key === "Escape" && !composing && !find("dialog[open]") && (running || editing)) {
      event.preventDefault();
      event.stopPropagation();
      if (running) stop();
      else leave();
      focusBox();
    } else if (typing && event.key === "ArrowUp" && !box().value && talks.now.turns.length) {
      event.preventDefault();
      edit(talks.now.turns.length);
    }
  }, true);

  addEventListener("click", (event) => {
    const target = event.target.closest?.("#wb-send, #wb-stop, #wb-new, .wb-example, .wb-wish, .wb-retry, .wb-edit, .wb-wrong, .wb-save");
    if (!target) return;
    if (target.matches("#wb-send")) submit();
    else if (target.matches("#wb-stop")) failed("已停下，没有查完");
    else if (target.matches("#wb-new")) talks.fresh();
    else if (target.matches(".wb-example")) talks.ask(target.textContent);
    else if (target.matches(".wb-wish")) talks.ask(target.value, { alone: true });
    else if (target.matches(".wb-retry")) retry(Number(target.value));
    else if (target.matches(".wb-edit")) return edit(Number(target.value));
    else if (target.matches(".wb-save")) return send("wb-save", { turns: talks.now.turns, kind: target.id === "wb-word" ? "docx" : "md" });
    else return talks.remark?.(Number(target.value), target);
    focusBox();
  }, true);

  /* Until the talk is there, nothing stands in its place. */
  const veil = () => {
    if (restoring && find("#wb-chat .wb-question")) restoring = false;
    const main = find("#wb-main");
    if (main && main.hasAttribute("data-restoring") !== restoring) main.toggleAttribute("data-restoring", restoring);
  };

  /* Another window with the same talk has gone on with it. */
  talks.adopt = () => {
    const kept = store.get(talks.now.id);
    if (!kept || kept === talks.now || running) return;
    talks.now = kept;
    show();
  };

  new MutationObserver(() => {
    arrived();
    veil();
    wire.listen();
    talks.state();
  }).observe(document, { childList: true, subtree: true });
})();
