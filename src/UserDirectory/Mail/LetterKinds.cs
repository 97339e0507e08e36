using UserDirectory.Preferences;

namespace UserDirectory.Mail;

/// <summary>What letters are about, by the words of the person's choices. All are about security, or were asked for by the person, and are always
/// sent, but those that are named here.</summary>
internal static class LetterKinds
{
    public static string Of(string template) => template switch
    {
        "AccountKept" or "UserNameChanged" => WantedNotices.Account,
        _ => WantedNotices.Security,
    };
}
