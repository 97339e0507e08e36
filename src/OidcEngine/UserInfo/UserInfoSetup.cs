using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.UserInfo;

internal static class UserInfoSetup
{
    public static IServiceCollection AddUserInfo(this IServiceCollection services) => services.AddScoped<UserInfoReader>();
}
