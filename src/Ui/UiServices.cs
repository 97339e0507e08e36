using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Ui.Localisation;

namespace Ui;

public static class UiServices
{
    /// <summary>Razor Pages with the languages of this library. <typeparamref name="TText"/> names the host's own resources; error
    /// messages of data annotations are keys of them.</summary>
    public static IMvcBuilder AddUi<TText>(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages.Default);
            options.SupportedCultures = options.SupportedUICultures = [.. Languages.All];
            options.ApplyCurrentCultureToResponseHeaders = true;
            // OIDC Core §3.1.2.1 names the parameter; it comes as a list, most wanted first.
            options.RequestCultureProviders = [new UiLocalesCulture(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services.AddRazorPages()
            .AddDataAnnotationsLocalization(options =>
                options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(TText)));
    }
}
