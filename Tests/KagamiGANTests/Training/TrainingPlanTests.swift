import Kagami
import KagamiGAN
import Testing

/// Plans make the trainer that can follow them, and impossible ones stop.
@Suite struct TrainingPlanTests {
  @Test func trainers() {
    #expect(Recipe.wgan.plan().makeTrainer(latent: 2, pixels: 4) is CriticTrainer)
    #expect(Recipe.classic.plan().makeTrainer(latent: 2, pixels: 4) is GANTrainer)
  }

  @Test func impossiblePlansStop() async {
    await #expect(processExitsWith: .failure) {
      var plan = Recipe.fast.plan()
      plan.r1 = Ramp(1, to: 0)
      _ = plan.makeTrainer(latent: 2, pixels: 4)
    }
    await #expect(processExitsWith: .failure) {
      var plan = Recipe.classic.plan()
      plan.r1 = 1
      _ = plan.makeTrainer(latent: 2, pixels: 4)
    }
    await #expect(processExitsWith: .failure) {
      var plan = Recipe.wgan.plan()
      plan.r2 = 1
      _ = plan.makeTrainer(latent: 2, pixels: 4)
    }
    await #expect(processExitsWith: .failure) {
      var plan = Recipe.wgan.plan()
      plan.critic = TrainingPlan.Critic(updates: 0, bound: .clip(1))
      _ = plan.makeTrainer(latent: 2, pixels: 4)
    }
    await #expect(processExitsWith: .failure) {
      _ = CriticTrainer(plan: Recipe.fast.plan(), Generator(), Discriminator())
    }
  }
}
