internal import COpenBLAS

/// Factorisations, with their working memory.
///
/// Every number must be finite: LAPACK may return wrong results for NaN, with an `info` of 0.
package enum LAPACK {
  /// What went wrong.
  package enum Failure: Error {
    /// An extent or the working memory exceeds LAPACK's 32-bit integers.
    case tooLarge
    /// A positive `info`: a pivot, a minor, or how much did not converge.
    case info(Int)
  }

  /// Which singular vectors are computed.
  package enum Vectors {
    case none, thin, all

    var letter: CChar {
      switch self {
      case .none: CChar(UInt8(ascii: "N"))
      case .thin: CChar(UInt8(ascii: "S"))
      case .all: CChar(UInt8(ascii: "A"))
      }
    }
  }

  /// The triangle of a symmetric matrix that is read, in column-major words.
  package enum Triangle {
    case upper, lower

    var letter: CChar { CChar(UInt8(ascii: self == .upper ? "U" : "L")) }
  }

  /// The first `columns` columns of Q where the column-major `m`×`n` matrix A = Q·R; R is left in `a`.
  ///
  /// `prepare` is called between both steps, to copy the reflectors from `a` to `q`, whose columns lie `m` apart.
  package static func qr<E: LAPACKElement>(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<E>, columns: Int, _ q: UnsafeMutablePointer<E>,
    prepare: () -> Void
  ) throws(Failure) {
    let (k, m32, n32, columns32) = (min(m, n), try int32(m), try int32(n), try int32(columns))
    let tau = UnsafeMutablePointer<E>.allocate(capacity: max(k, 1))
    defer { tau.deallocate() }
    try withWork { work, size in
      E.lapack.geqrf(columnMajor, m32, n32, a, max(m32, 1), tau, work, size)
    }
    prepare()
    try withWork { work, size in
      E.lapack.orgqr(columnMajor, m32, columns32, Int32(k), q, max(m32, 1), tau, work, size)
    }
  }

  /// The singular values `s` and vectors of a column-major `m`×`n` matrix, which is destroyed.
  ///
  /// `restore` writes the matrix again if divide and conquer fails, for QR iteration.
  package static func svd<E: LAPACKElement>(
    _ vectors: Vectors, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<E>,
    _ s: UnsafeMutablePointer<E>, _ u: UnsafeMutablePointer<E>, _ vt: UnsafeMutablePointer<E>,
    restore: () -> Void
  ) throws(Failure) {
    let (m32, n32) = (try int32(m), try int32(n))
    let (_, leading) = (try int32(8 * min(m, n)), max(vectors == .all ? n32 : min(m32, n32), 1))
    let iwork = UnsafeMutablePointer<Int32>.allocate(capacity: max(8 * min(m, n), 1))
    defer { iwork.deallocate() }
    do throws(Failure) {
      try withWork { work, size in
        E.lapack.gesdd(
          columnMajor, vectors.letter, m32, n32, a, max(m32, 1), s, u, max(m32, 1), vt, leading,
          work, size, iwork)
      }
    } catch {
      guard case .info = error else { throw error }
      restore()
      try withWork { work, size in
        E.lapack.gesvd(
          columnMajor, vectors.letter, vectors.letter, m32, n32, a, max(m32, 1), s, u, max(m32, 1),
          vt, leading, work, size)
      }
    }
  }

  /// The eigenvalues `w` of a symmetric matrix, and in its columns the eigenvectors.
  package static func eigh<E: LAPACKElement>(
    _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<E>, _ w: UnsafeMutablePointer<E>,
    restore: () -> Void
  ) throws(Failure) {
    let (n32, count) = (try int32(n), try int32(3 + 5 * n))
    let iwork = UnsafeMutablePointer<Int32>.allocate(capacity: Int(count))
    defer { iwork.deallocate() }
    do throws(Failure) {
      // LAPACK returns the size as one number, which a float holds only roughly.
      let least = try int32(1 + 6 * n + 2 * n * n)
      try withWork(least: least) { work, size in
        E.lapack.syevd(
          columnMajor, withVectors, triangle.letter, n32, a, max(n32, 1), w, work, size, iwork,
          size == -1 ? -1 : count)
      }
    } catch {
      guard case .info = error else { throw error }
      restore()
      try withWork { work, size in
        E.lapack.syev(
          columnMajor, withVectors, triangle.letter, n32, a, max(n32, 1), w, work, size)
      }
    }
  }

  /// The Cholesky factor of a symmetric matrix, in place of its triangle.
  package static func cholesky<E: LAPACKElement>(
    _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<E>
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    let n32 = try int32(n)
    try check(E.lapack.potrf(columnMajor, triangle.letter, n32, a, max(n32, 1)))
  }

  /// `A = P·L·U` of a column-major `m`×`n` matrix, in place; of a singular one as far as it goes.
  ///
  /// - Returns: For each of the first rows the row that it was exchanged with, from 0.
  package static func lu<E: LAPACKElement>(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<E>
  ) throws(Failure) -> [Int] {
    _ = BLAS.singleThreaded
    let (m32, n32) = (try int32(m), try int32(n))
    if min(m, n) == 0 { return [] }
    var pivots = [Int32](repeating: 0, count: min(m, n))
    let info = E.lapack.getrf(columnMajor, m32, n32, a, max(m32, 1), &pivots)
    // A positive one says that a pivot is 0.
    if info < 0 { try check(info) }
    return pivots.map { Int($0) - 1 }
  }

  /// Solves `T·X = B` in place of B, of row-major matrices.
  package static func solveTriangular<E: LAPACKElement>(
    _ n: Int, _ t: UnsafePointer<E>, isUpper: Bool, isUnit: Bool, columns: Int,
    _ b: UnsafeMutablePointer<E>
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    let (n32, columns32) = (try int32(n), try int32(columns))
    E.lapack.trsm(
      CblasRowMajor, CblasLeft, isUpper ? CblasUpper : CblasLower, CblasNoTrans,
      isUnit ? CblasUnit : CblasNonUnit, n32, columns32, 1, t, max(n32, 1), b, max(columns32, 1))
  }

  /// Eigenvalues of any square matrix, column-major, and in the columns of `vectors` the right eigenvectors; the matrix
  /// is destroyed.
  ///
  /// A pair of eigenvalues that are not real is in two columns, the real and the imaginary part.
  package static func eig<E: LAPACKElement>(
    _ n: Int, _ a: UnsafeMutablePointer<E>, _ real: UnsafeMutablePointer<E>,
    _ imaginary: UnsafeMutablePointer<E>, _ vectors: UnsafeMutablePointer<E>
  ) throws(Failure) {
    let (n32, leading) = (try int32(n), max(try int32(n), 1))
    var none: E = 0
    let unused = withUnsafeMutablePointer(to: &none) { $0 }
    try withWork { work, size in
      E.lapack.geev(
        columnMajor, withoutVectors, withVectors, n32, a, leading, real, imaginary, unused, 1,
        vectors, leading, work, size)
    }
  }

  /// Solves `Aᵀ·X = B` for `count` columns, in place of B; A is destroyed.
  package static func solveTransposed<E: LAPACKElement>(
    _ n: Int, _ a: UnsafeMutablePointer<E>, _ count: Int, _ b: UnsafeMutablePointer<E>
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    let (n32, count32) = (try int32(n), try int32(count))
    let pivots = UnsafeMutablePointer<Int32>.allocate(capacity: max(n, 1))
    defer { pivots.deallocate() }
    let leading = max(n32, 1)
    try check(E.lapack.getrf(columnMajor, n32, n32, a, leading, pivots))
    try check(
      E.lapack.getrs(columnMajor, transposed, n32, count32, a, leading, pivots, b, leading))
  }

  private static let columnMajor = Int32(LAPACK_COL_MAJOR)
  private static let withVectors = CChar(UInt8(ascii: "V"))
  private static let withoutVectors = CChar(UInt8(ascii: "N"))
  private static let transposed = CChar(UInt8(ascii: "T"))

  private static func int32(_ extent: Int) throws(Failure) -> Int32 {
    guard let value = Int32(exactly: extent) else { throw .tooLarge }
    return value
  }

  private static func check(_ info: Int32) throws(Failure) {
    // LAPACKE's own check for NaN is not behind the calls used here, so this is a wrong argument.
    precondition(info >= 0, "LAPACK refused its argument number \(-info)")
    if info > 0 { throw .info(Int(info)) }
  }

  /// Calls `body` with size −1 for the size of its working memory, then with memory of that size.
  private static func withWork<E: LAPACKElement>(
    least: Int32 = 1, _ body: (UnsafeMutablePointer<E>, Int32) -> Int32
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    var needed: E = 0
    try check(body(&needed, -1))
    // The number was rounded to this type, perhaps downwards.
    guard needed.isFinite, let size = Int32(exactly: needed.nextUp.rounded(.up)) else {
      throw .tooLarge
    }
    let count = max(size, least)
    let work = UnsafeMutablePointer<E>.allocate(capacity: Int(count))
    defer { work.deallocate() }
    try check(body(work, count))
  }
}
