using UserDirectory.Deletion;

namespace UserDirectory.Tests.Deletion;

public sealed class DeletionOptionsTests
{
    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("30.00:00:00", true)]
    [InlineData("365.00:00:00", true)]
    [InlineData("-00:00:01", false)]
    [InlineData("366.00:00:00", false)]
    public void A_grace_is_a_duration_of_at_most_a_year(string grace, bool fits)
    {
        var problem = DeletionOptions.Problem(new DeletionOptions { DeletionGrace = TimeSpan.Parse(grace, null) });

        Assert.Equal(fits, problem is null);
        if (!fits) Assert.Contains("Accounts:DeletionGrace", problem, StringComparison.Ordinal);
    }
}
