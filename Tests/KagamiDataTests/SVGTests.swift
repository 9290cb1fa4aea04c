import Testing

@testable import KagamiData

/// What is written as SVG is read as it was meant.
@Suite struct SVGTests {
  @Test(arguments: [
    "a < b && c > \"d\" 'e'", "]]>", "<script>alert(1)</script>", "日本 é 🙂", " two  lines\n\tand\r",
    "",
  ]) func textComesBack(text: String) throws {
    let parsed = try ParsedSVG(SVG("g", ["id": text], [SVG("text", text: text)]).text)
    #expect(parsed.all("g").map { $0.attributes["id"] } == [text])
    #expect(parsed.texts == [text])
    #expect(parsed.elements.count == 2)
  }

  @Test func whatXMLCannotWriteIsReplaced() throws {
    let parsed = try ParsedSVG(SVG("text", text: "a\0b\u{1b}c\u{ffff}").text)
    #expect(parsed.texts == ["a\u{fffd}b\u{fffd}c\u{fffd}"])
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "0"), (-0.004, "0"), (1, "1"), (-12, "-12"), (0.05, "0.05"), (0.5, "0.5"),
      (-0.25, "-0.25"), (1.999, "2"), (1234567.891, "1234567.89"), (1e-30, "0"), (.nan, "0"),
      (1e300, "1000000000000"), (-.infinity, "-1000000000000"),
    ] as [(Double, String)]) func numbersAreShort(number: Double, text: String)
  {
    #expect(number.svg == text)
  }

  @Test func attributesKeepTheirOrderAndMayBeLeftOut() {
    let element = SVG("rect", ["y": 1.5, "x": 2, "rx": nil, "fill": RGBColor(0x0a_b0_ff)])
    #expect(element.text == "<rect y=\"1.5\" x=\"2\" fill=\"#0ab0ff\"/>")
  }
}
