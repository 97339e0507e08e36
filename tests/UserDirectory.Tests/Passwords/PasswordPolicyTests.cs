using System.Globalization;
using System.Security.Cryptography;
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

    [Theory] // known from leaks, as they are or with what people do to them
    [InlineData("Trustno1!")]
    [InlineData("$tarWars-22")]
    [InlineData("Liverpool1!")]
    [InlineData("!Chelsea2024!")]
    [InlineData("DragonDragon1!")]
    [InlineData("\uFF24ragon-1985")]
    [InlineData("1qaz2wsX")]
    public void What_is_known_from_leaks_is_refused(string password) =>
        Assert.Contains(Policy.Problems(password, "carol"), problem => problem.Contains("leaks", StringComparison.Ordinal));

    [Fact]
    public void What_nobody_has_leaked_is_not_taken_for_known()
    {
        var taken = Enumerable.Range(0, 20_000)
            .Count(number => KnownPasswords.Contains(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)))[..12]));
        Assert.InRange(taken, 0, 20);
    }

    [Fact]
    public void A_megabyte_is_refused_at_a_glance()
    {
        var problem = Assert.Single(Policy.Problems(new string('x', 1_000_000), "carol"));
        Assert.Contains("at most 128", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_are_told_in_the_language_of_the_request()
    {
        var former = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            Assert.Contains(Policy.Problems("Zx9-ruv", "carol"), problem => problem.Contains("mindestens 8", StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentUICulture = former;
        }
    }

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
