namespace AdminUi.Access;

/// <summary>What the person at the console may do, as UserApi said at the beginning of this request. It decides what is shown;
/// what may be done is decided by UserApi each time.</summary>
internal sealed class ConsolePermissions
{
    private HashSet<string> _held = [];

    public bool Has(string permission) => _held.Contains(permission);

    public void Hold(IEnumerable<string> permissions) => _held = new HashSet<string>(permissions, StringComparer.Ordinal);
}
