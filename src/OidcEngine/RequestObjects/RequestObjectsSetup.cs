using Microsoft.Extensions.DependencyInjection;

namespace OidcEngine.RequestObjects;

internal static class RequestObjectsSetup
{
    public static IServiceCollection AddRequestObjects(this IServiceCollection services) => services
        .AddScoped<RequestObjectReader>()
        .AddScoped<PublishedRequestObject>()
        .AddScoped<RequestSource>();
}
