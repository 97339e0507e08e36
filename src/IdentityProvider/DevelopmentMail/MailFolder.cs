using System.Text;
using ServiceDefaults.Configuration;

namespace IdentityProvider.DevelopmentMail;

/// <summary>The mails that an installation without a mail server keeps as files.</summary>
internal sealed class MailFolder(IConfiguration configuration)
{
    private const int Most = 100;

    private string Folder => Path.Combine(DataDirectory.Of(configuration), "mail");

    /// <summary>The newest first.</summary>
    public IReadOnlyList<StoredMail> List() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateFiles(Folder, "*.eml").Select(Path.GetFileNameWithoutExtension)
            .OrderDescending(StringComparer.Ordinal).Take(Most).Select(id => Find(id!)).OfType<StoredMail>()];

    /// <summary>Null for what is no mail here.</summary>
    public StoredMail? Find(string id)
    {
        if (!Guid.TryParseExact(id, "N", out _)) return null;
        var file = new FileInfo(Path.Combine(Folder, $"{id}.eml"));
        if (!file.Exists) return null;
        var mail = MimeEntity.Parse(File.ReadAllText(file.FullName, Encoding.Latin1));
        return new StoredMail(
            id, mail.Header("Subject"), mail.Header("To"), new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
            mail.Find("text/plain") ?? "", mail.Find("text/html") ?? "");
    }
}
