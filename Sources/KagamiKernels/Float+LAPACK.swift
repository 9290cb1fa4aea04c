internal import COpenBLAS

extension Float: LAPACKElement {
  package static func gelqf(
    _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>, _ lda: Int32,
    _ tau: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_sgelqf_work(LAPACK_COL_MAJOR, m, n, a, lda, tau, work, lwork)
  }

  package static func orglq(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Float>, _ lda: Int32,
    _ tau: UnsafePointer<Float>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_sorglq_work(LAPACK_COL_MAJOR, m, n, k, a, lda, tau, work, lwork)
  }

  package static func gesdd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
    _ s: UnsafeMutablePointer<Float>, _ u: UnsafeMutablePointer<Float>,
    _ vt: UnsafeMutablePointer<Float>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Float>,
    _ lwork: Int32, _ iwork: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    LAPACKE_sgesdd_work(
      LAPACK_COL_MAJOR, job.letter, m, n, a, max(m, 1), s, u, max(m, 1), vt, ldvt, work, lwork,
      iwork)
  }

  package static func gesvd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
    _ s: UnsafeMutablePointer<Float>, _ u: UnsafeMutablePointer<Float>,
    _ vt: UnsafeMutablePointer<Float>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Float>,
    _ lwork: Int32
  ) -> Int32 {
    LAPACKE_sgesvd_work(
      LAPACK_COL_MAJOR, job.letter, job.letter, m, n, a, max(m, 1), s, u, max(m, 1), vt, ldvt,
      work, lwork)
  }

  package static func syevd(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
    _ w: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int32,
    _ iwork: UnsafeMutablePointer<Int32>, _ liwork: Int32
  ) -> Int32 {
    LAPACKE_ssyevd_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), triangle.letter, n, a, max(n, 1), w, work, lwork,
      iwork, liwork)
  }

  package static func syev(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Float>,
    _ w: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_ssyev_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), triangle.letter, n, a, max(n, 1), w, work, lwork)
  }

  package static func potrf(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Float>
  ) -> Int32 {
    LAPACKE_spotrf_work(LAPACK_COL_MAJOR, triangle.letter, n, a, max(n, 1))
  }

  package static func getrf(
    _ n: Int32, _ a: UnsafeMutablePointer<Float>, _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    LAPACKE_sgetrf_work(LAPACK_COL_MAJOR, n, n, a, max(n, 1), pivots)
  }

  package static func getrsTransposed(
    _ n: Int32, _ count: Int32, _ a: UnsafePointer<Float>, _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Float>
  ) -> Int32 {
    LAPACKE_sgetrs_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "T")), n, count, a, max(n, 1), pivots, b, max(n, 1))
  }
}
