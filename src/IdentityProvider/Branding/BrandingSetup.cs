using Ui.Brands;

namespace IdentityProvider.Branding;

internal static class BrandingSetup
{
    /// <summary>The brands of the configuration; the host's own is that of every page that knows no better.</summary>
    public static void AddBranding(this WebApplicationBuilder builder)
    {
        var brands = BrandBook.Read(builder.Configuration);
        builder.Services.AddSingleton(brands);
        builder.Services.AddSingleton(brands.Own);
    }

    /// <summary>The rest of this request is on the way to an app: its pages look as is configured for that.</summary>
    public static void UseBrandOf(this HttpContext http, string clientId) =>
        http.Features.Set<Brand>(http.RequestServices.GetRequiredService<BrandBook>().Of(clientId));
}
