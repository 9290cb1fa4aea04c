/// The central directory at the end of a zip archive.
struct ZipDirectory<Failure: ArchiveFailure> {
  private(set) var entries: [ZipEntry] = []
  /// Where the directory begins, and the files before it end.
  let offset: Int

  /// What the end of an archive says of its directory.
  private struct Extent {
    var count: UInt64
    var size: UInt64
    var offset: UInt64
  }

  /// Finds, reads and parses the directory.
  init(_ source: ByteSource<Failure>) throws(Failure) {
    let (extent, end) = try Self.extent(source)
    guard extent.size <= UInt64(ZipFormat.directoryLimit) else {
      throw .malformedArchive("its directory claims \(extent.size) bytes")
    }
    guard let offset = Int(exactly: extent.offset), offset <= end,
      Int(extent.size) <= end - offset
    else { throw .malformedArchive("its directory is beyond its end") }
    self.offset = offset
    var cursor = ByteCursor(try source.read(Int(extent.size), at: offset))
    while UInt64(entries.count) < extent.count { entries.append(try Self.entry(&cursor)) }
    guard cursor.isAtEnd else {
      throw .malformedArchive("its directory has more than \(extent.count) entries")
    }
  }

  /// The record that ends an archive, after which only a comment may follow, and where it is.
  private static func extent(
    _ source: ByteSource<Failure>
  ) throws(Failure) -> (extent: Extent, end: Int) {
    let tailSize = min(source.size, ZipFormat.endSize + Int(UInt16.max))
    let tailOffset = source.size - tailSize
    let tail = try source.read(tailSize, at: tailOffset)
    let place = stride(from: tailSize - ZipFormat.endSize, through: 0, by: -1).first { place in
      guard tail[place] == ZipFormat.endSignature[0],
        tail[place...].starts(with: ZipFormat.endSignature)
      else {
        return false
      }
      var comment = ByteCursor(tail, at: place + ZipFormat.endSize - 2)
      return comment.next(UInt16.self).map(Int.init) == tailSize - ZipFormat.endSize - place
    }
    guard let place else { throw .malformedArchive("it has no end; perhaps it is cut off") }
    var record = ByteCursor(tail, at: place + 10)
    guard let count = record.next(UInt16.self), let size = record.next(UInt32.self),
      let offset = record.next(UInt32.self)
    else { throw .malformedArchive("its end is cut off") }
    let end = tailOffset + place
    guard count == .max || size == .max || offset == .max else {
      return (Extent(count: UInt64(count), size: UInt64(size), offset: UInt64(offset)), end)
    }
    return (try largeExtent(source, before: end), end)
  }

  /// The same for archives of 64-bit sizes, from the record that a locator right before the end leads to.
  private static func largeExtent(
    _ source: ByteSource<Failure>, before end: Int
  ) throws(Failure) -> Extent {
    let malformed = Failure.malformedArchive("its end of 64-bit sizes is missing")
    guard end >= ZipFormat.locatorSize else { throw malformed }
    var locator = ByteCursor(
      try source.read(ZipFormat.locatorSize, at: end - ZipFormat.locatorSize))
    guard locator.take(4)?.elementsEqual(ZipFormat.locatorSignature) == true,
      locator.take(4) != nil,
      let place = locator.next(UInt64.self).flatMap(Int.init(exactly:)),
      place <= end - ZipFormat.locatorSize,
      ZipFormat.largeEndSize <= end - ZipFormat.locatorSize - place
    else { throw malformed }
    var record = ByteCursor(try source.read(ZipFormat.largeEndSize, at: place))
    guard record.take(4)?.elementsEqual(ZipFormat.largeEndSignature) == true,
      record.take(28) != nil,
      let count = record.next(UInt64.self), let size = record.next(UInt64.self),
      let offset = record.next(UInt64.self)
    else { throw malformed }
    return Extent(count: count, size: size, offset: offset)
  }

  private static func entry(_ cursor: inout ByteCursor) throws(Failure) -> ZipEntry {
    let malformed = Failure.malformedArchive("its directory is damaged")
    guard cursor.take(4)?.elementsEqual(ZipFormat.entrySignature) == true, cursor.take(4) != nil,
      let flags = cursor.next(UInt16.self), let method = cursor.next(UInt16.self),
      cursor.take(4) != nil, let checksum = cursor.next(UInt32.self),
      let smallStored = cursor.next(UInt32.self), let smallSize = cursor.next(UInt32.self),
      let nameSize = cursor.next(UInt16.self), let extraSize = cursor.next(UInt16.self),
      let commentSize = cursor.next(UInt16.self), cursor.take(8) != nil,
      let smallOffset = cursor.next(UInt32.self), let nameBytes = cursor.take(Int(nameSize)),
      let extra = cursor.take(Int(extraSize)), cursor.take(Int(commentSize)) != nil
    else { throw malformed }
    // Folders have any names, in any encoding; those of records are ASCII.
    let name = String(decoding: nameBytes, as: UTF8.self)
    guard flags & 1 == 0 else {
      throw .malformedArchive("\(JSONText.short(name)) is encrypted")
    }
    guard method == 0 || method == 8 else {
      throw .malformedArchive("\(JSONText.short(name)) is compressed by method \(method)")
    }
    var large = ByteCursor(Array(largeSizes(extra)))
    func value(_ small: UInt32) -> Int? {
      small < .max ? Int(small) : large.next(UInt64.self).flatMap(Int.init(exactly:))
    }
    guard let size = value(smallSize), let storedSize = value(smallStored),
      let offset = value(smallOffset),
      method == 8 || size == storedSize
    else { throw malformed }
    return ZipEntry(
      name: name, isDeflated: method == 8, checksum: checksum, storedSize: storedSize, size: size,
      headerOffset: offset)
  }

  /// The extra field of 64-bit sizes, which holds those that have no place in 32 bits; empty if there is none.
  private static func largeSizes(_ extra: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var cursor = ByteCursor(Array(extra))
    while let kind = cursor.next(UInt16.self), let size = cursor.next(UInt16.self),
      let field = cursor.take(Int(size))
    {
      if kind == 1 { return field }
    }
    return []
  }
}
