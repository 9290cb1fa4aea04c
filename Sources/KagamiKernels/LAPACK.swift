/// A type that LAPACK works in: `Float` and `Double`.
///
/// Matrices are column-major, as LAPACK has them; a row-major matrix in memory is its transpose.
/// Each call returns LAPACK's `info`; `lworkQuery` asks for the size of the working memory.
package protocol LAPACKElement: KernelElement {
  /// `A = L·Q` in place, Q as reflectors.
  static func gelqf(
    _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>, _ lda: Int32,
    _ tau: UnsafeMutablePointer<Self>, _ work: UnsafeMutablePointer<Self>, _ lwork: Int32
  ) -> Int32

  /// The first `m` rows of the Q whose `k` reflectors are in `a`, in place.
  static func orglq(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Self>, _ lda: Int32,
    _ tau: UnsafePointer<Self>, _ work: UnsafeMutablePointer<Self>, _ lwork: Int32
  ) -> Int32

  /// Singular values and vectors by divide and conquer.
  static func gesdd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
    _ s: UnsafeMutablePointer<Self>, _ u: UnsafeMutablePointer<Self>,
    _ vt: UnsafeMutablePointer<Self>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Self>,
    _ lwork: Int32, _ iwork: UnsafeMutablePointer<Int32>
  ) -> Int32

  /// Singular values and vectors by QR iteration.
  static func gesvd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
    _ s: UnsafeMutablePointer<Self>, _ u: UnsafeMutablePointer<Self>,
    _ vt: UnsafeMutablePointer<Self>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Self>,
    _ lwork: Int32
  ) -> Int32

  /// Eigenvalues and, in place, eigenvectors of a symmetric matrix by divide and conquer.
  static func syevd(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
    _ w: UnsafeMutablePointer<Self>, _ work: UnsafeMutablePointer<Self>, _ lwork: Int32,
    _ iwork: UnsafeMutablePointer<Int32>, _ liwork: Int32
  ) -> Int32

  /// Eigenvalues and, in place, eigenvectors of a symmetric matrix by QR iteration.
  static func syev(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Self>,
    _ w: UnsafeMutablePointer<Self>, _ work: UnsafeMutablePointer<Self>, _ lwork: Int32
  ) -> Int32

  /// The Cholesky factor, in place of the triangle that is read.
  static func potrf(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Self>
  ) -> Int32

  /// `A = P·L·U` in place.
  static func getrf(
    _ n: Int32, _ a: UnsafeMutablePointer<Self>, _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32

  /// Solves `Aᵀ·X = B` in place of B, from the factors of A.
  static func getrsTransposed(
    _ n: Int32, _ count: Int32, _ a: UnsafePointer<Self>, _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Self>
  ) -> Int32
}

/// Factorisations, with their working memory.
///
/// Every number must be finite: LAPACK has been seen to return wrong results for NaN without a word.
package enum LAPACK {
  /// What went wrong.
  package enum Failure: Error {
    /// An extent or the working memory exceeds LAPACK's 32-bit integers.
    case tooLarge
    /// A positive `info`: a pivot, a minor, or how much did not converge.
    case info(Int)
  }

  /// Which singular vectors are wanted.
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

  /// The first `rows` rows of Q where the `m`×`n` matrix A = L·Q; L is left in `a`.
  ///
  /// `prepare` is called between both steps, to copy the reflectors from `a` to `q`, whose columns
  /// lie `rows` apart.
  package static func lq<E: LAPACKElement>(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<E>, rows: Int, _ q: UnsafeMutablePointer<E>,
    prepare: () -> Void
  ) throws(Failure) {
    let (k, m32, n32, rows32) = (min(m, n), try int32(m), try int32(n), try int32(rows))
    let tau = UnsafeMutablePointer<E>.allocate(capacity: max(k, 1))
    defer { tau.deallocate() }
    try withWork { work, size in E.gelqf(m32, n32, a, max(m32, 1), tau, work, size) }
    prepare()
    try withWork { work, size in
      E.orglq(rows32, n32, Int32(k), q, max(rows32, 1), tau, work, size)
    }
  }

  /// The singular values `s` and vectors of a column-major `m`×`n` matrix, which is destroyed.
  ///
  /// `restore` writes the matrix again if divide and conquer fails and QR iteration is to try.
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
        E.gesdd(vectors, m32, n32, a, s, u, vt, leading, work, size, iwork)
      }
    } catch {
      guard case .info = error else { throw error }
      restore()
      try withWork { work, size in
        E.gesvd(vectors, m32, n32, a, s, u, vt, leading, work, size)
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
      // Asked for in one number, which a float holds only roughly.
      let least = try int32(1 + 6 * n + 2 * n * n)
      try withWork(least: least) { work, size in
        E.syevd(triangle, n32, a, w, work, size, iwork, size == -1 ? -1 : count)
      }
    } catch {
      guard case .info = error else { throw error }
      restore()
      try withWork { work, size in E.syev(triangle, n32, a, w, work, size) }
    }
  }

  /// The Cholesky factor of a symmetric matrix, in place of its triangle.
  package static func cholesky<E: LAPACKElement>(
    _ triangle: Triangle, _ n: Int, _ a: UnsafeMutablePointer<E>
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    try check(E.potrf(triangle, try int32(n), a))
  }

  /// Solves `Aᵀ·X = B` for `count` columns, in place of B; A is destroyed.
  package static func solveTransposed<E: LAPACKElement>(
    _ n: Int, _ a: UnsafeMutablePointer<E>, _ count: Int, _ b: UnsafeMutablePointer<E>
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    let (n32, count32) = (try int32(n), try int32(count))
    let pivots = UnsafeMutablePointer<Int32>.allocate(capacity: max(n, 1))
    defer { pivots.deallocate() }
    try check(E.getrf(n32, a, pivots))
    try check(E.getrsTransposed(n32, count32, a, pivots, b))
  }

  private static func int32(_ extent: Int) throws(Failure) -> Int32 {
    guard let value = Int32(exactly: extent) else { throw .tooLarge }
    return value
  }

  private static func check(_ info: Int32) throws(Failure) {
    // LAPACKE's own check for NaN is not behind the calls used here, so this is a wrong argument.
    precondition(info >= 0, "LAPACK refused its argument number \(-info)")
    if info > 0 { throw .info(Int(info)) }
  }

  /// Asks `body` with size −1 how much working memory it wants, and calls it with that much.
  private static func withWork<E: LAPACKElement>(
    least: Int32 = 1, _ body: (UnsafeMutablePointer<E>, Int32) -> Int32
  ) throws(Failure) {
    _ = BLAS.singleThreaded
    var wish: E = 0
    try check(body(&wish, -1))
    // The number was rounded to this type, perhaps downwards.
    guard wish.isFinite, let size = Int32(exactly: wish.nextUp.rounded(.up)) else {
      throw .tooLarge
    }
    let count = max(size, least)
    let work = UnsafeMutablePointer<E>.allocate(capacity: Int(count))
    defer { work.deallocate() }
    try check(body(work, count))
  }
}
