using UserDirectory.Passwords;

namespace UserDirectory.Tests.Passwords;

public sealed class PasswordPolicyTests
{
    private static readonly PasswordPolicy Policy = new(new PasswordPolicyOptions());
    private static readonly PasswordPolicy Long = new(new PasswordPolicyOptions { RequireComposition = false });

    [Theory]
    [InlineData("Zx9-ruvy")]
    [InlineData("Grüße-aus-7-Orten")]
    [InlineData("correct Horse 5 staple")]
    public void A_password_that_keeps_the_rules_is_taken(string password) => Assert.Empty(Policy.Problems(password, "carol", "carol@example.com"));

    [Theory]
    [InlineData("Zx9-ruv", "at least 8")]
    [InlineData("zx9-ruvy", "upper-case")]
    [InlineData("ZX9-RUVY", "lower-case")]
    [InlineData("Zxn-ruvy", "digit")]
    [InlineData("Zx9ruvyq", "symbol")]
    [InlineData("Zx9-ruvy\u0007", "cannot be typed")]
    [InlineData("Zx9-ruvy\uD800", "cannot be typed")]
    [InlineData("Zx9-caRol-y", "user name")]
    public void Each_broken_rule_is_named(string password, string rule) =>
        Assert.Contains(Policy.Problems(password, "carol", "c@example.com"), problem => problem.Contains(rule, StringComparison.Ordinal));

    [Theory]
    [InlineData("Pass123$")]
    [InlineData("P@ssw0rd!")]
    [InlineData("Password2026!")]
    [InlineData("Qwertz123!")]
    [InlineData("!Summer2025")]
    [InlineData("Ilov3you!1")]
    [InlineData("Admin-123")]
    public void What_attackers_try_first_is_refused(string password) =>
        Assert.Contains(Policy.Problems(password, "carol"), problem => problem.Contains("attackers", StringComparison.Ordinal));

    [Fact]
    public void A_password_of_128_characters_is_taken_and_one_of_129_is_refused_not_cut()
    {
        var longest = string.Concat(Enumerable.Repeat("Zx9-", 32));
        Assert.Empty(Policy.Problems(longest));
        Assert.Contains(Policy.Problems(longest + "y"), problem => problem.Contains("at most 128", StringComparison.Ordinal));
    }

    [Fact] // ASVS 6.2.5
    public void Without_composition_twelve_characters_of_any_kind_do()
    {
        Assert.Empty(Long.Problems("drizzle over fjord"));
        Assert.NotEmpty(Long.Problems("Zx9-ruvyqqw"));
    }
}
