using IdentityProvider.DevelopmentMail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDefaults.Configuration;
using ServiceDefaults.Headers;

namespace IdentityProvider.Pages.Development;

/// <summary>The mails of an installation that runs for development. Nowhere else is there such a page.</summary>
internal sealed class MailModel(MailFolder mails, PublicUrls urls, IHostEnvironment environment) : PageModel
{
    public IReadOnlyList<StoredMail> Mails { get; private set; } = [];

    /// <summary>The one that is opened; null shows the list.</summary>
    public StoredMail? Mail { get; private set; }

    public bool IsLink(string line) => line.StartsWith(urls.Issuer + "/", StringComparison.Ordinal);

    public IActionResult OnGet(string? id)
    {
        if (!environment.IsDevelopment()) return NotFound();
        if (id is null)
        {
            Mails = mails.List();
            return Page();
        }

        HttpContext.ContentSecurityPolicy.AllowFrame(new Uri(urls.Issuer).GetLeftPart(UriPartial.Authority));
        return (Mail = mails.Find(id)) is null ? NotFound() : Page();
    }
}
