using OidcClient.SignIn;
using ServiceDefaults.Configuration;

namespace AdminUi.Api;

internal static class UserApiSetup
{
    public static void AddUserApiClient(this WebApplicationBuilder builder)
    {
        var urls = PublicUrls.Read(builder.Configuration, builder.Environment);
        builder.Services
            .AddHttpClient<UserApiClient>(http =>
            {
                http.BaseAddress = new Uri(urls.UserApiUrl + "/");
                http.Timeout = TimeSpan.FromSeconds(15); // the longest answer, a verification of the audit trail, takes 10
                http.MaxResponseContentBufferSize = 4 * 1024 * 1024;
            })
            .AddUserAccessToken();
    }
}
