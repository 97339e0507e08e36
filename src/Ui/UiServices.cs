using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ui.Localisation;
using Ui.Methods;

namespace Ui;

public static class UiServices
{
    /// <summary>Razor Pages with the languages of this library. <typeparamref name="TText"/> names the host's own resources; error
    /// messages of data annotations are keys of them.</summary>
    /// <param name="languages">Those that the host's resources are translated to; null says all.</param>
    public static IMvcBuilder AddUi<TText>(this IServiceCollection services, IReadOnlyList<CultureInfo>? languages = null)
    {
        var spoken = languages ?? Languages.All;
        services.AddLocalization();
        services.AddOptions<RequestLocalizationOptions>().Configure<IHostEnvironment>((options, environment) =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages.Default);
            options.SupportedCultures = options.SupportedUICultures =
                environment.IsDevelopment() ? [.. spoken, Languages.Pseudo] : [.. spoken];
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders = [new UiLocalesCulture(), new ChosenLanguage(), new AcceptLanguageCulture()];
        });
        return services.AddRazorPages()
            .AddMvcOptions(options => options.Filters.Add(new HandledMethods()))
            .AddDataAnnotationsLocalization(options =>
                options.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(TText)));
    }
}
