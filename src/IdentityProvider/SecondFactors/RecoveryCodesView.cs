namespace IdentityProvider.SecondFactors;

/// <summary>Recovery codes as a page shows them, once.</summary>
/// <param name="Next">Where the person goes on when they are kept.</param>
/// <param name="NextText">What that is called.</param>
internal sealed record RecoveryCodesView(IReadOnlyList<string> Codes, string Next, string NextText)
{
    /// <summary>A file that the browser makes of this page, so that the codes travel no second time.</summary>
    public string Download => "data:text/plain;charset=utf-8," + Uri.EscapeDataString(string.Join('\n', Codes) + "\n");
}
