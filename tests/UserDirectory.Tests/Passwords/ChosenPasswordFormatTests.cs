using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserDirectory.Passwords;

namespace UserDirectory.Tests.Passwords;

public sealed class ChosenPasswordFormatTests
{
    private const string Absence = "libargon2.so.1 is not installed";

    private static readonly PasswordHashingOptions Options = new() { Pbkdf2Iterations = 1000 };
    private static readonly PasswordFormats WithoutArgon2 = new([new Absent(), new Pbkdf2Format(Options)]);

    [Fact]
    public void Without_its_library_Argon2id_is_not_chosen() => Assert.Equal(PasswordAlgorithm.Pbkdf2, WithoutArgon2.Preferred);

    [Fact]
    public async Task An_instance_that_cannot_verify_what_is_recorded_is_not_ready_and_says_why()
    {
        var chosen = new ChosenPasswordFormat(Options, WithoutArgon2);
        var health = new PasswordHealth(chosen);
        chosen.Take([PasswordAlgorithm.Pbkdf2]);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(new HealthCheckContext())).Status);

        chosen.Take([PasswordAlgorithm.Pbkdf2, PasswordAlgorithm.Argon2id]);

        var result = await health.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains(Absence, result.Description, StringComparison.Ordinal);
    }

    private sealed class Absent : IPasswordFormat
    {
        public PasswordAlgorithm Algorithm => PasswordAlgorithm.Argon2id;

        public string UnavailableBecause => Absence;

        public bool Owns(string stored) => false;

        public bool IsCurrent(string stored) => false;

        public string? Problem(string stored) => null;

        public string Hash(string password) => throw new InvalidOperationException(Absence);

        public bool Verify(string password, string stored) => throw new InvalidOperationException(Absence);
    }
}
