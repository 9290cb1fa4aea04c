import Kagami
import KagamiCases
import KagamiNN

/// Trains one module for some steps and notes everything on the way.
final class ModuleRun {
  /// What has been computed so far; it stays when an error ends the run.
  private(set) var results: [TensorRecord] = []
  private(set) var numbers: [String: [Double]] = [:]

  func run(_ program: ModuleProgram) throws {
    let model = try made(program)
    let criterion = try ModuleMaker.loss(program.loss)
    let average = try program.average.map { rule in
      AveragedModel(
        of: model, in: try made(program),
        by: rule.decay.map { .exponential(decay: $0) } ?? .mean, useBuffers: rule.buffers)
    }
    var trainer = try Trainer(program, model)
    for (index, step) in program.steps.enumerated() {
      if step.reloads { trainer = try Trainer(program, model, takingOver: trainer) }
      for (name, value) in step.changes {
        let setting = OptimizerSetting(rawValue: name)
        for group in trainer.optimizer.groups.indices {
          trainer.optimizer.groups[group].settings[setting] = value
        }
      }
      if let frozen = step.frozen { freeze(model, frozen) }
      note(trainer.optimizer, before: index)
      model.train(step.training)
      manualSeed(step.seed)
      forget(step.zeroing, trainer.optimizer)
      let metric = try passes(program, step, model, criterion, index)
      try clip(program.clip, trainer.optimizer, index)
      trainer.step(ticks: step.ticks, metric: metric)
      average?.updateParameters(model)
    }
    note(trainer.optimizer, before: program.steps.count)
    for (name, tensor) in model.stateDict() { note(tensor, "state \(name)") }
    for (name, tensor) in average?.stateDict() ?? [] { note(tensor, "average \(name)") }
    note(stateOf: trainer.optimizer)
    if program.evaluates, let step = program.steps.last {
      let x = try input(of: step)
      model.eval()
      note(noGrad { model(x) }, "evaluation")
    }
  }

  private func made(_ program: ModuleProgram) throws -> Module {
    let model = try ModuleMaker.module(program.model)
    guard let dtype = DType(rawValue: program.dtype) else {
      throw ModuleMaker.WrongRole(name: program.dtype)
    }
    model.to(dtype)
    try model.loadStateDict(program.state.map { ($0.name ?? "", try $0.tensor()) })
    freeze(model, program.frozen)
    return model
  }

  private func freeze(_ model: Module, _ frozen: [Int]) {
    for (index, parameter) in model.parameters().enumerated() {
      parameter.requiresGrad = !frozen.contains(index)
    }
  }

  private func forget(_ zeroing: String, _ optimizer: Optimizer) {
    switch zeroing {
    case "none": optimizer.zeroGrad()
    case "zeros": optimizer.zeroGrad(setToNone: false)
    default: break
    }
  }

  /// A forward and a backward pass; returns the loss as a number.
  private func passes(
    _ program: ModuleProgram, _ step: ModuleProgram.Step, _ model: Module, _ criterion: Module,
    _ index: Int
  ) throws -> Double {
    var x = try input(of: step)
    if program.inputGradient || program.penalty, x.dtype.isFloatingPoint { x.requiresGrad = true }
    let output = model(x)
    note(output, "output \(index)")
    let losses = criterion(output, try step.target.tensor())
    note(losses, "loss \(index)")
    var loss = losses.rank == 0 ? losses : losses.sum()
    if program.penalty, x.requiresGrad, output.requiresGrad {
      let slope = grad(of: output.sum(), withRespectTo: [x], createGraph: true)[0]
      note(slope, "slope \(index)")
      loss = loss + (slope * slope).sum()
    }
    if loss.requiresGrad { loss.backward() }
    if let gradient = x.grad { note(gradient, "gradient \(index) of the input") }
    for (name, parameter) in model.namedParameters() {
      if let gradient = parameter.grad { note(gradient, "gradient \(index) of \(name)") }
    }
    return loss.item()
  }

  private func input(of step: ModuleProgram.Step) throws -> Tensor {
    let x = try step.input.tensor()
    if !step.transposed { return x }
    let order = Array((0..<x.rank).reversed())
    let turned = x.permute(order)
    return turned.reshape([x.count]).reshape(turned.shape).permute(order)
  }

  private func clip(_ part: ModuleProgram.Part?, _ optimizer: Optimizer, _ index: Int) throws {
    guard let part else { return }
    let arguments = FuzzArguments(part.arguments)
    let bound = try arguments.number("bound")
    if part.form == "value" {
      clipGradValue(optimizer.parameters, clipValue: bound)
      return
    }
    let norm = clipGradNorm(
      optimizer.parameters, maxNorm: bound, normType: try arguments.number("order"))
    numbers["norm \(index)"] = [norm]
  }

  private func note(_ optimizer: Optimizer, before index: Int) {
    for setting in [OptimizerSetting.lr, .momentum, .beta1] {
      let values = optimizer.groups.compactMap { $0.settings[setting] }
      if !values.isEmpty { numbers["\(setting.rawValue) \(index)"] = values }
    }
  }

  private func note(stateOf optimizer: Optimizer) {
    for index in optimizer.parameters.indices {
      guard let state = optimizer.state(at: index) else { continue }
      if state.step > 0 { numbers["steps of \(index)"] = [Double(state.step)] }
      for name in state.tensors.keys.sorted() {
        if let tensor = state.tensors[name] { note(tensor, "optimizer \(index) \(name)") }
      }
    }
  }

  private func note(_ tensor: Tensor, _ name: String) {
    results.append(TensorRecord(tensor.detach(), name: name))
  }
}
