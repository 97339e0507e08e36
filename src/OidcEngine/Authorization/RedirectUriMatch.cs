using System.Globalization;
using OidcEngine.Clients;

namespace OidcEngine.Authorization;

/// <summary>Whether a redirect URI is a registered one: the same string, character by character (RFC 9700 §4.1.3, RFC 3986 §6.2.1).
/// The port alone is free on the loopback interface, since a native app takes the one it gets (RFC 8252 §7.3): for the two IP literals,
/// and for the name <c>localhost</c> when the client is registered as native, as that name is not safe elsewhere (§8.3).</summary>
internal static class RedirectUriMatch
{
    private static readonly string[] LoopbackLiterals = ["http://127.0.0.1", "http://[::1]"];
    private static readonly string[] LoopbackNames = ["http://localhost"];

    public static bool IsRegistered(string asked, Client client)
    {
        foreach (var registered in client.RedirectUris)
            if (string.Equals(asked, registered, StringComparison.Ordinal)) return true;

        foreach (var registered in client.RedirectUris)
        {
            if (DiffersInPortAlone(asked, registered, LoopbackLiterals)) return true;
            if (client.ApplicationType == "native" && DiffersInPortAlone(asked, registered, LoopbackNames)) return true;
        }
        return false;
    }

    private static bool DiffersInPortAlone(string asked, string registered, string[] origins)
    {
        foreach (var origin in origins)
        {
            if (!asked.StartsWith(origin, StringComparison.Ordinal) || !registered.StartsWith(origin, StringComparison.Ordinal)) continue;
            return TryCutPort(asked.AsSpan(origin.Length), out var askedRest)
                && TryCutPort(registered.AsSpan(origin.Length), out var registeredRest)
                && askedRest.SequenceEqual(registeredRest);
        }
        return false;
    }

    /// <summary>Takes <c>:port</c> off the front. What is left starts the path or the query, or is nothing: so a longer host name,
    /// or a port that is really the password of a userinfo part, does not pass.</summary>
    private static bool TryCutPort(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        if (text is [':', ..])
        {
            var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
            var port = digits < 0 ? text[1..] : text.Slice(1, digits);
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
            rest = text[(port.Length + 1)..];
        }
        return rest is [] or ['/', ..] or ['?', ..];
    }
}
