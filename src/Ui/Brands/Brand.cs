using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ui.Brands;

/// <summary>Whose pages these are. What is null is as this library has it.</summary>
/// <param name="Name">Stands in titles and beside the logo.</param>
/// <param name="Logo">The address of a picture on this host.</param>
/// <param name="Sheet">The address of a style sheet on this host that sets colours.</param>
/// <param name="TermsUrl">A link at the foot of the page, as the next two.</param>
public sealed record Brand(
    string? Name = null, string? Logo = null, string? Sheet = null, string? TermsUrl = null, string? PrivacyUrl = null, string? SupportUrl = null)
{
    private static readonly Brand None = new();

    /// <summary>That of the request (a feature that its page sets), else that of the host (a service).</summary>
    public static Brand Of(HttpContext http) => http.Features.Get<Brand>() ?? http.RequestServices.GetService<Brand>() ?? None;
}
