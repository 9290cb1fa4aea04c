// Runs in a page and returns what is wrong with it, one line each.
(async () => {
  const problems = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const place = (element) => {
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const name = element.getAttribute("class") ? `.${element.getAttribute("class")}` : "";
    return `<${element.tagName.toLowerCase()}${name}>${text ? ` "${text}"` : ""}`;
  };
  const isShown = (element) => element.getClientRects().length > 0;

  // The document.
  if (document.compatMode !== "CSS1Compat") problems.push("no <!DOCTYPE html>");
  if (!document.documentElement.lang) problems.push("<html> states no language");
  if (!document.title.trim()) problems.push("no title");
  if (!document.querySelector("meta[name=viewport]")) problems.push("no meta viewport");
  for (const element of all("script, iframe, object, embed")) {
    problems.push(`${place(element)} is no part of a page of this kind`);
  }

  // Headings, names and links.
  const headings = all("h1, h2, h3, h4, h5, h6");
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) problems.push("not exactly one <h1>");
  levels.forEach((level, index) => {
    if (level > (levels[index - 1] || 0) + 1) {
      problems.push(`${place(headings[index])} skips a level of headings`);
    }
  });
  const names = all("[id]").map((element) => element.id);
  names.filter((name, index) => names.indexOf(name) !== index)
    .forEach((name) => problems.push(`the id "${name}" comes twice`));
  for (const link of all("a[href^='#']")) {
    const name = decodeURIComponent(link.getAttribute("href").slice(1));
    if (name && !names.includes(name)) problems.push(`${place(link)} leads to no element`);
  }
  for (const element of all("[aria-labelledby]")) {
    for (const name of element.getAttribute("aria-labelledby").split(/\s+/)) {
      if (!names.includes(name)) problems.push(`${place(element)} is labelled by no element`);
    }
  }

  // Tables and pictures.
  for (const table of all("table")) {
    if (!table.caption || !table.caption.textContent.trim()) problems.push("a table has no caption");
    for (const header of all("th", table)) {
      if (!header.hasAttribute("scope")) problems.push(`${place(header)} states no scope`);
    }
  }
  for (const [index, image] of all("img").entries()) {
    if (!image.hasAttribute("alt")) problems.push(`image ${index} has no alt text`);
    if (!image.hasAttribute("width") || !image.hasAttribute("height")) {
      problems.push(`image ${index} states no size, so that text moves when it comes`);
    }
    try {
      await image.decode();
    } catch {
      problems.push(`image ${index} is broken: ${image.src.slice(0, 60)}`);
    }
  }
  const pictures = all("svg").filter(isShown);
  for (const picture of pictures) {
    const label = picture.getAttribute("aria-label") || picture.querySelector(":scope > title");
    if (picture.getAttribute("role") !== "img" || !label) {
      problems.push(`${place(picture)} has no role or no label`);
    }
  }

  // Nothing is wider than the window, except inside a box that scrolls.
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth > width) {
    const scrolls = (element) => {
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        if (["auto", "scroll", "hidden"].includes(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    const wide = all("body *").filter((element) =>
      element.getBoundingClientRect().right > width + 0.5 && !scrolls(element.parentElement));
    problems.push(
      `the page is ${document.scrollingElement.scrollWidth} pixels wide in a window of ${width}: `
      + wide.slice(0, 3).map(place).join(", "));
  }

  // Contrast, as WCAG 2.2 defines it: 4.5 for text, 3 for the colours of series.
  const channels = (color) => {
    const parts = (color.match(/[\d.]+/g) || []).map(Number);
    return color.startsWith("rgb") ? { rgb: parts.slice(0, 3), alpha: parts[3] ?? 1 } : null;
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const color = channels(getComputedStyle(box).backgroundColor);
      if (color && color.alpha > 0) return color.rgb;
    }
    return [255, 255, 255];
  };
  const contrast = (color, element) => {
    const front = channels(color);
    if (!front) return 21;
    const [a, b] = [luminance(front.rgb), luminance(behind(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const low = new Set();
  const demand = (ratio, least, text) => {
    if (ratio < least) low.add(`${text} has a contrast of ${ratio.toFixed(2)}, below ${least}`);
  };
  for (const element of all("body *").filter(isShown)) {
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) =>
      node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isDrawn = element instanceof SVGElement;
    if (hasText && !element.classList.contains("unseen")) {
      demand(contrast(isDrawn ? style.fill : style.color, element), 4.5, place(element));
    }
    for (const paint of isDrawn ? ["fill", "stroke"] : []) {
      if (/--chart-\d/.test(element.getAttribute(paint) || "")) {
        demand(contrast(style[paint], element), 3, `${paint} ${element.getAttribute(paint)}`);
      }
    }
  }
  problems.push(...low);

  // Letters of charts: not too small, inside the picture, not on one another.
  for (const picture of pictures) {
    const frame = picture.getBoundingClientRect();
    const scale = frame.width / (picture.viewBox.baseVal.width || frame.width);
    const texts = all("text", picture).filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => text.getBoundingClientRect());
    texts.forEach((text, index) => {
      const box = boxes[index];
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 9) problems.push(`${place(text)} is ${size.toFixed(1)} pixels high`);
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
        || box.bottom > frame.bottom + 1) {
        problems.push(`${place(text)} leaves its picture`);
      }
      boxes.slice(index + 1).forEach((other, offset) => {
        const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        // A line's box is higher than its letters.
        if (across > 1 && down > 0.3 * Math.min(box.height, other.height)) {
          problems.push(`${place(text)} and ${place(texts[index + 1 + offset])} overlap`);
        }
      });
    });
  }
  return problems;
})()
