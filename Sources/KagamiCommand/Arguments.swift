public import ArgumentParser
public import KagamiData
public import KagamiGAN

extension Recipe: ExpressibleByArgument {}
extension MNIST.Split: ExpressibleByArgument {}
