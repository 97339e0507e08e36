using UserApi.Access;
using UserApi.Documentation;
using UserApi.Profile;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>One account, for administrators, by its id or its user name.</summary>
internal static class UserEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/users/{user}", GetAsync).RequirePermission(Permissions.UsersRead).Describe(UserOperations.Get);

    private static async Task<IResult> GetAsync(
        HttpContext http, string user, UserProfiles profiles, CancellationToken cancellationToken) =>
        await profiles.FindByIdOrUserNameAsync(user, cancellationToken) is { } profile
            ? ProfileAnswer.Show(http, profile)
            : NamedUser.Absent();
}
