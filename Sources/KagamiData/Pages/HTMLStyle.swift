/// The look of all pages.
///
/// Text has a contrast of at least 4.5:1 in both schemes, lines of charts at least 3:1.
/// Source: W3C, Web Content Accessibility Guidelines 2.2, 1.4.3 and 1.4.11, <https://www.w3.org/TR/WCAG22/>.
enum HTMLStyle {
  /// The style sheet, which holds no `<` and no `&`, so that it stands in HTML and XML as it is.
  static let sheet = [colors, text, tables, figures, print].joined(separator: "\n")

  /// The colours of series on white: Okabe and Ito's, the light ones darker for a contrast of 3:1.
  private static let lightSeries =
    "--chart-1: #0072b2; --chart-2: #d55e00; --chart-3: #00875f; --chart-4: #b5588a; "
    + "--chart-5: #a87400; --chart-6: #2d8fd0; --chart-7: #4a4f55;"

  private static let colors = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #1d2126; --muted: #59616b; --rule: #d5d9de; --accent: #0a5ea8;
      --code: #f2f4f6; --answer: #eaf3fb; --best: #dff1e5;
      --shade: rgb(0 0 0 / 0.16);
      --chart-paper: #ffffff; --chart-ink: #1d2126; --chart-axis: #6b737c; --chart-grid: #e3e6ea;
      \(lightSeries)
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171b; --ink: #e4e7eb; --muted: #a3abb5; --rule: #383f47; --accent: #79bdf7;
        --code: #1f242a; --answer: #18293a; --best: #1c3a29;
        --shade: rgb(255 255 255 / 0.2);
        --chart-paper: #14171b; --chart-ink: #e4e7eb; --chart-axis: #8b949e; --chart-grid: #2b3138;
        --chart-1: #4ba6e8; --chart-2: #f5864a; --chart-3: #2fc494; --chart-4: #e394c1;
        --chart-5: #f0b93f; --chart-6: #9fd6fb; --chart-7: #b9c0c8;
      }
    }

    """

  private static let text = """
    *, ::before, ::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 46rem; padding: 2.5rem 1rem 3rem;
      background: var(--paper); color: var(--ink); overflow-wrap: break-word;
      font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
        sans-serif;
    }
    h1, h2, h3, h4, h5, h6 { line-height: 1.2; text-wrap: balance; letter-spacing: -0.01em; }
    h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem); margin: 0 0 1rem; }
    h2 { font-size: 1.5rem; margin: 3rem 0 0.75rem; }
    h3 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
    h4, h5, h6 { font-size: 1.0625rem; margin: 1.5rem 0 0.5rem; }
    p, ul { margin: 0 0 1rem; text-wrap: pretty; }
    ul { padding-left: 1.25rem; }
    li + li { margin-top: 0.25rem; }
    .lead {
      font-size: 1.2rem; line-height: 1.5; margin: 0 0 2rem; padding-left: 1rem;
      border-left: 4px solid var(--accent);
    }
    a { color: var(--accent); text-underline-offset: 0.15em; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    code, pre {
      font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    code {
      font-size: 0.875em; background: var(--code); border-radius: 4px;
      padding: 0.1em 0.3em; box-decoration-break: clone; -webkit-box-decoration-break: clone;
    }
    pre {
      border-radius: 8px; padding: 0.9rem 1rem; margin: 1.25rem 0;
      overflow-x: auto; font-size: 0.875rem; line-height: 1.5; tab-size: 4;
      background: linear-gradient(to left, var(--code) 50%, transparent) right / 2rem 100% local
          no-repeat,
        linear-gradient(to left, var(--shade), transparent) right / 0.9rem 100% scroll no-repeat,
        var(--code);
    }
    pre code { background: none; padding: 0; font-size: inherit; }
    nav { margin: 2rem 0; font-size: 0.9375rem; }
    nav ol { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
    nav li + li { margin: 0; }
    .answer {
      background: var(--answer); border-radius: 8px; padding: 1rem 1.25rem; margin: 1.5rem 0;
    }
    .answer p { margin: 0; }
    .answer .label {
      color: var(--accent); font-size: 0.8125rem; font-weight: 650; letter-spacing: 0.04em;
      text-transform: uppercase; margin-bottom: 0.25rem;
    }
    dl { margin: 1.25rem 0; font-size: 0.9375rem; }
    dl div {
      display: grid; grid-template-columns: minmax(6.5rem, 1fr) minmax(0, 3fr); gap: 0 1rem;
      padding: 0.35rem 0; border-top: 1px solid var(--rule);
    }
    dl div:last-child { border-bottom: 1px solid var(--rule); }
    dt { color: var(--muted); }
    dd { margin: 0; }
    footer { margin-top: 4rem; padding-top: 0.5rem; border-top: 1px solid var(--rule); }
    footer pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    footer h2 { font-size: 1.2rem; margin-top: 1.5rem; }
    .unseen {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }

    """

  private static let tables = """
    .table { margin: 1.75rem 0; }
    .scroll {
      overflow-x: auto;
      background: linear-gradient(to left, var(--paper) 50%, transparent) right / 2rem 100% local
          no-repeat,
        linear-gradient(to left, var(--shade), transparent) right / 0.9rem 100% scroll no-repeat;
    }
    table {
      border-collapse: collapse; min-width: min(100%, 30rem); font-size: 0.9375rem;
      line-height: 1.4; font-variant-numeric: tabular-nums lining-nums;
    }
    caption { text-align: left; padding-bottom: 0.5rem; font-weight: 600; }
    caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2rem); }
    th, td { padding: 0.45rem 0.75rem; text-align: left; vertical-align: top; }
    th:first-child, td:first-child { padding-left: 0.25rem; }
    thead th {
      border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600;
      vertical-align: bottom;
    }
    tbody tr + tr > * { border-top: 1px solid var(--rule); }
    tbody tr:last-child > * { border-bottom: 2px solid var(--ink); }
    tbody th { font-weight: 500; }
    th:first-child { position: sticky; left: 0; z-index: 1; background: var(--paper); }
    .number { text-align: right; }
    td.number { white-space: nowrap; }
    .unit, .spread { color: var(--muted); font-weight: 400; }
    .best { background: var(--best); font-weight: 700; position: relative; }
    .best .spread { color: var(--ink); }
    .note { margin: 0.5rem 0 0; font-size: 0.8125rem; color: var(--muted); }

    """

  private static let figures = """
    figure { margin: 1.75rem 0; }
    figure img, figure svg { display: block; max-width: 100%; height: auto; }
    .pixels { image-rendering: pixelated; }
    .chart { container-type: inline-size; }
    .chart > .title { margin: 0 0 0.25rem; font-weight: 600; font-size: 0.9375rem; }
    .chart > .narrow { display: none; }
    @container (max-width: 520px) {
      .chart > .narrow { display: block; max-width: 440px; }
      .chart > .narrow > svg { width: 100%; }
      .chart > .wide { display: none; }
    }
    figcaption { margin-top: 0.6rem; font-size: 0.9375rem; line-height: 1.45; color: var(--muted); }
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.25rem), 1fr));
      gap: 1.5rem 1rem; margin: 1.75rem 0;
    }
    .figures.charts {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 2rem;
    }
    .figures figure { margin: 0; }

    """

  private static let print = """
    @media print {
      :root {
        color-scheme: light;
        --paper: #ffffff; --ink: #000000; --muted: #444444; --rule: #bbbbbb; --accent: #004a8f;
        --code: #f2f4f6; --answer: #f2f4f6; --best: #e3e3e3;
        --chart-paper: #ffffff; --chart-ink: #000000; --chart-axis: #555555; --chart-grid: #dddddd;
        \(lightSeries)
      }
      body { max-width: none; padding: 0; font-size: 10.5pt; }
      nav { display: none; }
      h1, h2, h3, h4 { break-after: avoid; }
      figure, .table, .answer, tr { break-inside: avoid; }
      thead { display: table-header-group; }
      pre, .scroll { overflow: visible; white-space: pre-wrap; }
      td.number { white-space: normal; }
      table { font-size: 8.5pt; }
      th, td { padding: 0.3rem 0.4rem; }
      .answer, .best { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
      th:first-child { position: static; }
    }

    """
}
