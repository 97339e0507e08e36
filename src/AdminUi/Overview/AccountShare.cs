using System.Globalization;
using UserApi.Contracts.Analytics;

namespace AdminUi.Overview;

/// <summary>How many accounts have a status, and their part of a bar that is 100 wide.</summary>
internal sealed record AccountShare(string Status, string Tone, long Count, double Left, double Width)
{
    public string X => Left.ToString("0.##", CultureInfo.InvariantCulture);

    public string Across => Width.ToString("0.##", CultureInfo.InvariantCulture);

    public static IReadOnlyList<AccountShare> Of(AccountCounts counts)
    {
        (string Status, string Tone, long Count)[] parts =
        [
            ("active", "accent", counts.Active),
            ("suspended", "danger", counts.Suspended),
            ("pending_deletion", "warning", counts.PendingDeletion),
        ];
        var sum = parts.Sum(part => (double)part.Count);
        var left = 0.0;
        var shares = new List<AccountShare>();
        foreach (var (status, tone, count) in parts)
        {
            var width = sum == 0 ? 0 : count / sum * 100;
            shares.Add(new AccountShare(status, tone, count, left, width));
            left += width;
        }
        return shares;
    }
}
