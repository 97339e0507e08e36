namespace AdminUi.Access;

/// <summary>A page that only leads to a refusal for who lacks this permission: it is refused at once.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RequirePermissionAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}
