using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Configuration;

namespace ServiceDefaults.Headers;

/// <summary>Lets pages show people's pictures, which the user API serves.</summary>
public static class PicturesOfPeople
{
    public static void UsePicturesOfPeople(this WebApplication app)
    {
        var origin = new Uri(app.Services.GetRequiredService<PublicUrls>().UserApiUrl).GetLeftPart(UriPartial.Authority);
        app.Use((http, next) =>
        {
            http.ContentSecurityPolicy.AllowImage(origin);
            return next(http);
        });
    }
}
