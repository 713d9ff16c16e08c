/* Adding reports: by drop anywhere on the page or by choice, several at once, each with its fate. */
(() => {
  "use strict";
  const shelf = window.wenbaoShelf;
  const el = shelf.el;
  const megabytes = (bytes) => Math.floor(bytes / 1024 / 1024);

  shelf.buildDropZone = () => {
    const input = el("input", { type: "file", multiple: true, id: "wb-files", class: "wb-unseen", onchange: () => {
      upload([...input.files]);
      input.value = "";
    } });
    shelf.uploads = el("ul", { class: "wb-uploads", "aria-label": "添加的文件" });
    const choose = el("label", { for: "wb-files", class: "wb-choose" }, "选择文件");
    shelf.dropZone = el("div", { class: "wb-drop", hidden: true }, el("p", {}, "把报告文件拖到这里，或", input, choose), shelf.uploads);
    return shelf.dropZone;
  };

  const line = (file) => {
    const bar = el("progress", { max: "1", value: "0", "aria-label": `${file.name} 的进度` });
    const words = el("span", { class: "wb-fate" }, "等待上传");
    const item = el("li", {}, el("span", { class: "wb-name" }, file.name), bar, words);
    shelf.uploads.append(item);
    const end = (kind, text) => {
      item.className = `wb-${kind}`;
      bar.remove();
      words.textContent = text;
    };
    return { file, bar, words, end };
  };

  /* Why a file need not be sent at all. */
  const unfit = (file) => {
    const { endings, limits } = shelf.data;
    if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return `不支持的格式；能读的是 ${endings.join("、")}`;
    if (file.size > limits.file) return `文件太大，上限 ${megabytes(limits.file)} MB`;
    return file.size ? "" : "文件是空的，或是一个文件夹（请打开文件夹选里面的文件）";
  };

  const send = (entry, batch) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/shelf/file?batch=${batch}`);
      request.setRequestHeader("X-Wenbao", "1");
      request.setRequestHeader("X-File-Name", encodeURIComponent(entry.file.name));
      request.responseType = "json";
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) entry.bar.value = event.loaded / event.total;
      };
      request.onload = () => {
        if (request.status === 200) entry.words.textContent = "已上传，等待读取";
        else entry.end("failed", `没有加入：${request.response?.error || `上传失败（${request.status}）`}`);
        done(request.status === 200);
      };
      request.onerror = () => {
        entry.end("failed", "没有加入：传不上去，请检查网络或文件是否还在");
        done(false);
      };
      entry.words.textContent = "正在上传";
      request.send(entry.file);
    });

  const upload = async (files) => {
    if (!files.length || !shelf.data?.editable) return;
    shelf.uploads.replaceChildren();
    const { limits } = shelf.data;
    let total = 0;
    const entries = files.map(line).filter((entry, number) => {
      total += entry.file.size;
      const crowded = number >= limits.files ? `一次最多 ${limits.files} 个文件；请分几次添加`
        : total > limits.batch ? `一次最多 ${megabytes(limits.batch)} MB；请分几次添加` : "";
      const why = unfit(entry.file) || crowded;
      if (why) entry.end("failed", `没有加入：${why}`);
      return !why;
    });
    const sent = [];
    try {
      if (entries.length) {
        const { batch } = await shelf.api("batch", {});
        for (const entry of entries) if (await send(entry, batch)) sent.push(entry);
        if (sent.length) await add(sent, batch);
      }
      count(files.length);
    } catch (error) {
      for (const entry of entries) if (entry.bar.isConnected) entry.end("failed", `没有加入：${error.message}`);
      shelf.say(error.message);
    }
  };

  const add = async (sent, batch) => {
    for (const entry of sent) entry.bar.removeAttribute("value");
    const job = await shelf.change("add", { batch }, (words) => {
      shelf.say(words);
      for (const entry of sent) entry.words.textContent = words;
    });
    job.files.forEach((fate, number) => {
      const words = { added: "已加入", known: "没有重复加入", failed: "没有加入" }[fate.outcome];
      sent[number].end(fate.outcome, fate.message ? `${words}：${fate.message}` : words);
    });
  };

  const count = (all) => {
    const added = shelf.uploads.querySelectorAll(".wb-added").length;
    const failed = shelf.uploads.querySelectorAll(".wb-failed").length;
    const known = all - added - failed;
    shelf.say([`加入 ${added} 份`, known && `已有 ${known} 份`, failed && `没有加入 ${failed} 份，原因见上`].filter(Boolean).join("，"));
  };

  /* A file that is dropped anywhere goes into the library, never opens in place of the page. */
  const carriesFiles = (event) =>
    document.getElementById("wb-shelf-open") && [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (carriesFiles(event) && !shelf.dialog?.open) shelf.open();
  }, true);
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  }, true);
  document.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const files = [...event.dataTransfer.files];
    await shelf.open();
    upload(files);
  }, true);
})();
