using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace UserDirectory.SignIn;

/// <summary>Knows a browser again on which a person has signed in before, so that strangers who guess at the account lock out themselves
/// and not that browser. The cookie's value is authenticated by Data Protection's keys; there is no row. It opens nothing.</summary>
public sealed class KnownDevices(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>A browser is shared by this many people; beyond, it forgets the one who signed in longest ago.</summary>
    private const int MostPeople = 5;
    private const int GuidLength = 16;
    private const int EntryLength = 2 * GuidLength;

    private readonly IDataProtector _protector = protection.CreateProtector("known-devices");

    /// <summary>The cookie's new value, after this person has signed in.</summary>
    /// <param name="cookie">Its value until now.</param>
    public string Remember(string? cookie, Guid userId)
    {
        var entries = Read(cookie);
        return Remember(entries, userId, entries.Find(entry => entry.UserId == userId).DeviceId ?? NewId());
    }

    /// <summary>The same, and what was counted against this person on this browser counts no more: it is another device now.</summary>
    internal string RememberAnew(string? cookie, Guid userId) => Remember(Read(cookie), userId, NewId());

    /// <summary>The device, when this person has signed in on it.</summary>
    internal Guid? Find(string? cookie, Guid userId) => Read(cookie).Find(entry => entry.UserId == userId).DeviceId;

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    private string Remember(List<Entry> entries, Guid userId, Guid own)
    {
        entries.RemoveAll(entry => entry.UserId == userId);
        entries.Insert(0, new Entry(userId, own));
        var bytes = new byte[Math.Min(entries.Count, MostPeople) * EntryLength];
        for (var i = 0; i < bytes.Length / EntryLength; i++)
        {
            entries[i].UserId.TryWriteBytes(bytes.AsSpan(i * EntryLength));
            entries[i].DeviceId!.Value.TryWriteBytes(bytes.AsSpan((i * EntryLength) + GuidLength));
        }

        return WebEncoders.Base64UrlEncode(_protector.Protect(bytes));
    }

    private List<Entry> Read(string? cookie)
    {
        var entries = new List<Entry>();
        if (string.IsNullOrEmpty(cookie) || cookie.Length > 2048) return entries;
        try
        {
            var bytes = _protector.Unprotect(WebEncoders.Base64UrlDecode(cookie));
            for (var start = 0; start + EntryLength <= bytes.Length; start += EntryLength)
                entries.Add(new Entry(new Guid(bytes.AsSpan(start, GuidLength)), new Guid(bytes.AsSpan(start + GuidLength, GuidLength))));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            // Forged, damaged, or older than the keys: an unknown device.
        }

        return entries;
    }

    private readonly record struct Entry(Guid UserId, Guid? DeviceId);
}
