using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using OidcClient.ApiAccess;
using ServiceDefaults;
using ServiceDefaults.Configuration;
using ServiceDefaults.Documentation;
using ServiceDefaults.Idempotency;
using ServiceDefaults.Paging;
using ServiceDefaults.RateLimiting;
using UserApi.Access;
using UserApi.Account;
using UserApi.Administration;
using UserApi.Analytics;
using UserApi.AuditLogs;
using UserApi.Avatars;
using UserApi.Documentation;
using UserApi.Grants;
using UserApi.NotificationPreferences;
using UserApi.Origins;
using UserApi.PersonalActivity;
using UserApi.Preferences;
using UserApi.Profile;
using UserApi.PushTokens;
using UserApi.RefusedRequests;
using UserApi.Requests;
using UserApi.ResourceMetadata;
using UserApi.Roles;
using UserApi.SessionAdministration;
using UserApi.Sessions;
using UserApi.UserFiles;
using UserApi.Users;
using UserDirectory;

namespace UserApi;

/// <summary>The whole host, as its own process, AppHost and the tests start it.</summary>
public static class UserApiApp
{
    private static readonly ServiceDescription Service = new("UserApi", urls => urls.UserApiUrl);

    public static WebApplication Build(string[] args, HostOverrides? overrides = null)
    {
        overrides ??= new HostOverrides();
        var builder = ServiceHost.CreateBuilder(Service, args, overrides);
        builder.Services.AddUserDirectory(builder.Configuration);
        var urls = PublicUrls.Read(builder.Configuration, builder.Environment);
        AddAccess(builder.Services, urls, builder.Configuration);
        builder.Services.AddSingleton<SignedCursor>();
        builder.Services.AddValidatedOptions<ImportOptions>(builder.Configuration, ImportOptions.Section, ImportOptions.Problem);
        builder.Services.AddReference<ApiDescription>();
        overrides.Services(builder.Services);

        var app = builder.Build();
        app.UsePathBase("/api");
        app.UseServiceDefaults();
        app.UseAnswerRules();
        app.UseRouting();
        app.UseAcceptRules();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        app.UseIdempotency();
        app.MapReference();
        ResourceMetadataEndpoint.Map(app, urls);
        MapApi(app.MapGroup("/v1").LimitApiRate());
        return app;
    }

    private static void AddAccess(IServiceCollection services, PublicUrls urls, IConfiguration configuration)
    {
        services.AddAuthentication(ApiAccessDefaults.Scheme).AddApiAccess(options =>
        {
            options.Issuer = urls.Issuer;
            options.Audience = urls.UserApiUrl;
            options.PublicOrigin = new Uri(urls.UserApiUrl).GetLeftPart(UriPartial.Authority);
            options.ResourceMetadata = ResourceMetadataEndpoint.AddressFor(urls.UserApiUrl);
            options.RequireDPoPNonce = configuration.GetValue<bool>("DPoP:RequireNonce");
        });
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<AccountSegment>(AccountSegment.Name));
        services.AddHttpContextAccessor();
        services.AddScoped<IAccessTokenStatus, AccessTokenStatus>();
        services.AddScoped<IUsedProofs, UsedProofs>();
        services.AddScoped<IAuthorizationHandler, AccessDecision>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusal>();
        services.AddAuthorization();
        services.AddCors();
        services.AddScoped<ICorsPolicyProvider, RegisteredOrigins>();
    }

    private static void MapApi(RouteGroupBuilder v1)
    {
        ProfileEndpoints.Map(v1);
        PreferencesEndpoints.Map(v1);
        NotificationPreferencesEndpoints.Map(v1);
        PushTokenEndpoints.Map(v1);
        OwnSessionsEndpoints.Map(v1);
        OwnActivityEndpoint.Map(v1);
        AccountExportEndpoint.Map(v1);
        AccountDeletionEndpoint.Map(v1);
        RegistrationEndpoint.Map(v1);
        UserListEndpoint.Map(v1);
        UserEndpoint.Map(v1);
        UserStatusEndpoint.Map(v1);
        AccountActEndpoints.Map(v1);
        UserSecurityEndpoint.Map(v1);
        InvitationEndpoint.Map(v1);
        UserImportEndpoint.Map(v1);
        UserExportEndpoint.Map(v1);
        AdministratorEndpoint.Map(v1);
        RoleEndpoints.Map(v1);
        PermissionsEndpoint.Map(v1);
        UserRoleEndpoints.Map(v1);
        AvatarEndpoints.Map(v1);
        PictureEndpoint.Map(v1);
        AuditLogsEndpoint.Map(v1);
        SessionsEndpoint.Map(v1);
        GrantsEndpoint.Map(v1);
        AnalyticsEndpoint.Map(v1);
        RefusedRequestsEndpoint.Map(v1);
    }
}
