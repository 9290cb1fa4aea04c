import Testing

@testable import Kagami

/// Which frames of a stack are the caller's, by their mangled names.
@Suite struct CallSiteTests {
  @Test func modulesOfOurs() {
    #expect(CallSite.isOurs("$s6Kagami6TensorV6matmulyA2CF"))
    #expect(CallSite.isOurs("$s8KagamiNN6LinearC7forwardyXX"))
    #expect(!CallSite.isOurs("$s11KagamiTests3abcyyF"))
    #expect(!CallSite.isOurs("main"))
  }

  /// What the compiler makes of the standard library's functions, around our code and around a caller's.
  @Test func thunksAndSpecialisations() {
    #expect(CallSite.isOurs("$sSa6filterySayxGSbxKXEKF6Kagami5ShapeV_Tg5"))
    #expect(CallSite.isOurs("$ss5Error_pIeghHzo_TR012$s6Kagami6TensorV_Tf3npf_n"))
    #expect(!CallSite.isOurs("$ss5Error_pIeghHzo_TR0142$s11KagamiTests06MisuseB0V_Tf3npf_nTY0_"))
  }
}
