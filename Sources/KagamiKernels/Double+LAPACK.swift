internal import COpenBLAS

extension Double: LAPACKElement {
  package static func gelqf(
    _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>, _ lda: Int32,
    _ tau: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_dgelqf_work(LAPACK_COL_MAJOR, m, n, a, lda, tau, work, lwork)
  }

  package static func orglq(
    _ m: Int32, _ n: Int32, _ k: Int32, _ a: UnsafeMutablePointer<Double>, _ lda: Int32,
    _ tau: UnsafePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_dorglq_work(LAPACK_COL_MAJOR, m, n, k, a, lda, tau, work, lwork)
  }

  package static func gesdd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
    _ s: UnsafeMutablePointer<Double>, _ u: UnsafeMutablePointer<Double>,
    _ vt: UnsafeMutablePointer<Double>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Double>,
    _ lwork: Int32, _ iwork: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    LAPACKE_dgesdd_work(
      LAPACK_COL_MAJOR, job.letter, m, n, a, max(m, 1), s, u, max(m, 1), vt, ldvt, work, lwork,
      iwork)
  }

  package static func gesvd(
    _ job: LAPACK.Vectors, _ m: Int32, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
    _ s: UnsafeMutablePointer<Double>, _ u: UnsafeMutablePointer<Double>,
    _ vt: UnsafeMutablePointer<Double>, _ ldvt: Int32, _ work: UnsafeMutablePointer<Double>,
    _ lwork: Int32
  ) -> Int32 {
    LAPACKE_dgesvd_work(
      LAPACK_COL_MAJOR, job.letter, job.letter, m, n, a, max(m, 1), s, u, max(m, 1), vt, ldvt,
      work, lwork)
  }

  package static func syevd(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
    _ w: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int32,
    _ iwork: UnsafeMutablePointer<Int32>, _ liwork: Int32
  ) -> Int32 {
    LAPACKE_dsyevd_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), triangle.letter, n, a, max(n, 1), w, work, lwork,
      iwork, liwork)
  }

  package static func syev(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Double>,
    _ w: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>, _ lwork: Int32
  ) -> Int32 {
    LAPACKE_dsyev_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), triangle.letter, n, a, max(n, 1), w, work, lwork)
  }

  package static func potrf(
    _ triangle: LAPACK.Triangle, _ n: Int32, _ a: UnsafeMutablePointer<Double>
  ) -> Int32 {
    LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, triangle.letter, n, a, max(n, 1))
  }

  package static func getrf(
    _ n: Int32, _ a: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    LAPACKE_dgetrf_work(LAPACK_COL_MAJOR, n, n, a, max(n, 1), pivots)
  }

  package static func getrsTransposed(
    _ n: Int32, _ count: Int32, _ a: UnsafePointer<Double>, _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Double>
  ) -> Int32 {
    LAPACKE_dgetrs_work(
      LAPACK_COL_MAJOR, CChar(UInt8(ascii: "T")), n, count, a, max(n, 1), pivots, b, max(n, 1))
  }
}
