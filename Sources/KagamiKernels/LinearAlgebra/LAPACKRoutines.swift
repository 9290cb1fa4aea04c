internal import COpenBLAS

/// The LAPACK routines of one element type, under the names that they have without the type's letter.
///
/// Matrices are column-major, as LAPACK has them; a row-major matrix in memory is its transpose. Each
/// returns LAPACK's `info`; a size of −1 for the working memory has its first number set to the size
/// that is needed.
package struct LAPACKRoutines<Element: BinaryFloatingPoint>: Sendable {
  typealias Variable = UnsafeMutablePointer<Element>
  typealias Integers = UnsafeMutablePointer<Int32>

  /// `A = Q·R` in place, Q as reflectors.
  let geqrf: @Sendable (Int32, Int32, Int32, Variable, Int32, Variable, Variable, Int32) -> Int32
  /// The first columns of the Q of some reflectors, in their place.
  let orgqr:
    @Sendable (
      Int32, Int32, Int32, Int32, Variable, Int32, UnsafePointer<Element>, Variable, Int32
    ) -> Int32
  /// Singular values and vectors by divide and conquer.
  let gesdd:
    @Sendable (
      Int32, CChar, Int32, Int32, Variable, Int32, Variable, Variable, Int32, Variable, Int32,
      Variable, Int32, Integers
    ) -> Int32
  /// Singular values and vectors by QR iteration.
  let gesvd:
    @Sendable (
      Int32, CChar, CChar, Int32, Int32, Variable, Int32, Variable, Variable, Int32, Variable,
      Int32, Variable, Int32
    ) -> Int32
  /// Eigenvalues and, in place, eigenvectors of a symmetric matrix by divide and conquer.
  let syevd:
    @Sendable (
      Int32, CChar, CChar, Int32, Variable, Int32, Variable, Variable, Int32, Integers, Int32
    ) -> Int32
  /// Eigenvalues and, in place, eigenvectors of a symmetric matrix by QR iteration.
  let syev:
    @Sendable (Int32, CChar, CChar, Int32, Variable, Int32, Variable, Variable, Int32) -> Int32
  /// The Cholesky factor, in place of the triangle that is read.
  let potrf: @Sendable (Int32, CChar, Int32, Variable, Int32) -> Int32
  /// `A = P·L·U` in place.
  let getrf: @Sendable (Int32, Int32, Int32, Variable, Int32, Integers) -> Int32
  /// Eigenvalues and right eigenvectors of any square matrix.
  let geev:
    @Sendable (
      Int32, CChar, CChar, Int32, Variable, Int32, Variable, Variable, Variable, Int32, Variable,
      Int32, Variable, Int32
    ) -> Int32
  /// Solves a triangular system in place of its right side; of BLAS.
  let trsm:
    @Sendable (
      CBLAS_ORDER, CBLAS_SIDE, CBLAS_UPLO, CBLAS_TRANSPOSE, CBLAS_DIAG, Int32, Int32, Element,
      UnsafePointer<Element>, Int32, Variable, Int32
    ) -> Void
  /// Solves a system in place of its right side, from the factors of A.
  let getrs:
    @Sendable (
      Int32, CChar, Int32, Int32, UnsafePointer<Element>, Int32, UnsafePointer<Int32>, Variable,
      Int32
    ) -> Int32
}

/// A type that LAPACK works in: `Float` and `Double`.
package protocol LAPACKElement: KernelElement {
  /// The type's LAPACK routines.
  static var lapack: LAPACKRoutines<Self> { get }
}

extension Float: LAPACKElement {
  package static let lapack = LAPACKRoutines<Float>(
    geqrf: LAPACKE_sgeqrf_work, orgqr: LAPACKE_sorgqr_work, gesdd: LAPACKE_sgesdd_work,
    gesvd: LAPACKE_sgesvd_work, syevd: LAPACKE_ssyevd_work, syev: LAPACKE_ssyev_work,
    potrf: LAPACKE_spotrf_work, getrf: LAPACKE_sgetrf_work, geev: LAPACKE_sgeev_work,
    trsm: cblas_strsm, getrs: LAPACKE_sgetrs_work)
}

extension Double: LAPACKElement {
  package static let lapack = LAPACKRoutines<Double>(
    geqrf: LAPACKE_dgeqrf_work, orgqr: LAPACKE_dorgqr_work, gesdd: LAPACKE_dgesdd_work,
    gesvd: LAPACKE_dgesvd_work, syevd: LAPACKE_dsyevd_work, syev: LAPACKE_dsyev_work,
    potrf: LAPACKE_dpotrf_work, getrf: LAPACKE_dgetrf_work, geev: LAPACKE_dgeev_work,
    trsm: cblas_dtrsm, getrs: LAPACKE_dgetrs_work)
}
