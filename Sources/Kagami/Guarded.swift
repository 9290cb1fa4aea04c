package import KagamiKernels

package typealias Guarded = KagamiKernels.Guarded
