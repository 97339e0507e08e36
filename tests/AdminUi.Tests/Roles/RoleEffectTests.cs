using AdminUi.Roles;
using UserApi.Contracts.Roles;
using UserApi.Contracts.Users;

namespace AdminUi.Tests.Roles;

public sealed class RoleEffectTests
{
    private static readonly RoleResource Helpers = Role("helpers", "audit.read", "users.read");
    private static readonly RoleResource Readers = Role("readers", "users.read");
    private static readonly RoleResource Writers = Role("writers", "users.write");

    [Fact]
    public void Who_has_it_from_another_role_too_neither_gains_nor_loses_it()
    {
        var effect = RoleEffect.Of(
            Helpers, ["audit.read", "users.write"], [Helpers, Readers, Writers],
            [Person("plain", "helpers"), Person("reader", "helpers", "readers"), Person("both", "helpers", "readers", "writers")]);

        Assert.Equal(["users.write"], effect.Added);
        Assert.Equal(["users.read"], effect.Removed);
        Assert.Equal(
            ["plain +users.write -users.read", "reader +users.write -", "both + -"],
            effect.Members.Select(member => $"{member.Person.Username} +{string.Join(',', member.Gained)} -{string.Join(',', member.Lost)}"));
        Assert.Equal((2, 1, 1), (effect.Gaining, effect.Losing, effect.Untouched));
    }

    [Fact]
    public void The_role_itself_keeps_nothing_for_its_members() =>
        Assert.Equal(["audit.read", "users.read"], RoleEffect.Of(Helpers, [], [Helpers], [Person("plain", "helpers")]).Members.Single().Lost);

    [Fact]
    public void Counts_are_exact_only_when_everybody_was_looked_at()
    {
        Assert.True(RoleEffect.Of(Helpers with { Members = 1 }, [], [Helpers], [Person("plain", "helpers")]).IsComplete);
        Assert.False(RoleEffect.Of(Helpers with { Members = 2 }, [], [Helpers], [Person("plain", "helpers")]).IsComplete);
    }

    [Fact]
    public void Permissions_are_grouped_by_the_part_before_the_dot()
    {
        var groups = PermissionGroup.Of([Permission("users.read"), Permission("odd"), Permission("users.write.all"), Permission("")]);

        Assert.Equal(["users", "odd", ""], groups.Select(group => group.Name));
        Assert.Equal(["read", "write.all"], groups[0].Permissions.Select(PermissionGroup.ActOf));
    }

    [Fact]
    public void A_role_is_locked_for_who_lacks_what_it_grants()
    {
        PermissionResource[] known = [Permission("users.read"), Permission("audit.read") with { Held = false }];

        Assert.Null(RoleLock.Of(Readers, known, mayWrite: true));
        Assert.IsType<RoleLock.NoPermission>(RoleLock.Of(Readers, known, mayWrite: false));
        Assert.Equal(["audit.read"], Assert.IsType<RoleLock.GrantsMore>(RoleLock.Of(Helpers, known, mayWrite: true)).Permissions);
        Assert.IsType<RoleLock.Administrators>(RoleLock.Of(Role("admin", "users.read") with { BuiltIn = true }, known, mayWrite: true));
    }

    [Fact]
    public void A_form_that_says_what_is_changes_nothing()
    {
        var input = RoleInput.Of(Helpers);
        (input.Name, input.Description) = (" helpers ", "  ");
        input.Permissions.Reverse();

        Assert.True(input.IsAs(Helpers));
        input.Permissions.Remove("users.read");
        Assert.False(input.IsAs(Helpers));
    }

    private static PermissionResource Permission(string name) => new() { Name = name, Description = "", Held = true };

    private static RoleResource Role(string name, params string[] permissions) => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Name = name,
        Permissions = permissions,
        BuiltIn = false,
        Members = 0,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static UserSummary Person(string name, params string[] roles) => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Username = name,
        Email = $"{name}@example.com",
        EmailVerified = true,
        Name = name,
        Status = "active",
        Roles = roles,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
