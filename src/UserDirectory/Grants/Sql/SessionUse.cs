namespace UserDirectory.Grants.Sql;

internal static class SessionUse
{
    /// <summary>How old a session's last sign of life may be before a refresh writes it anew.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMinutes(2);
}
