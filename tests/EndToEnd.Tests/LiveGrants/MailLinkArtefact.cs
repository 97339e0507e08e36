using AngleSharp.Html.Parser;
using EndToEnd.Tests.Product;
using TestKit.Mail;

namespace EndToEnd.Tests.LiveGrants;

/// <summary>A link that was mailed, held by whoever can read the mailbox.</summary>
internal sealed class MailLinkArtefact(Person person, Uri link) : Artefact(person)
{
    private const string PasswordForm = "form input[name=Password]";
    private const string ProofPage = "/claim-address";

    public override string Value => link.Query[(link.Query.IndexOf('=', StringComparison.Ordinal) + 1)..];

    public override string? ExpireSql => "UPDATE mail_links SET expires_at = now() - interval '1 second'";

    /// <summary>By which a new password is set.</summary>
    public static async Task<MailLinkArtefact> ObtainResetAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api"); // so that there is something to end
        using var browser = person.Product.NewBrowser();
        await browser.OpenAsync($"{person.Product.Installation.Issuer}/forgot-password");
        await browser.SubmitAsync(("Name", person.UserName));
        return new MailLinkArtefact(person, await LinkAsync(person, "/reset-password"));
    }

    /// <summary>By which the address of a new account is proved.</summary>
    public static async Task<MailLinkArtefact> ObtainProofAsync(Person person)
    {
        await person.SignInAsync(Owner, "openid profile.api");
        var link = await LinkAsync(person, "/verify-email");
        return new MailLinkArtefact(person, new Uri(link, ProofPage + link.Query)); // where it leads in a browser that knows nothing
    }

    /// <summary>Whether this value opens the form of a new password.</summary>
    public static Task<bool> OpensResetAsync(HttpClient instance, string value) => OpensAsync(instance, $"/reset-password?token={value}");

    /// <summary>Works means that the page offers to do what the link is for; looking at it uses nothing up.</summary>
    public override Task<bool> WorksAsync(HttpClient instance) => OpensAsync(instance, link.PathAndQuery);

    public override async Task UseAsync(HttpClient instance)
    {
        using var browser = Person.Product.NewBrowser();
        await browser.OpenAsync(link.AbsoluteUri);
        await browser.SubmitAsync(("Password", link.AbsolutePath == ProofPage ? Person.Password : "Sapling-44!"));
        Assert.NotEqual(link.AbsolutePath, browser.Location.AbsolutePath);
    }

    public override Task PresentByAnotherClientAsync(HttpClient instance) =>
        throw new InvalidOperationException("A mailed link belongs to no client.");

    private static async Task<Uri> LinkAsync(Person person, string page) =>
        new(await SentMails.LinkAsync(person.Product.Installation.DataDirectory, $"{person.UserName}@example.test", page));

    private static async Task<bool> OpensAsync(HttpClient instance, string address) =>
        new HtmlParser().ParseDocument(await instance.GetStringAsync(address)).QuerySelector(PasswordForm) is not null;
}
