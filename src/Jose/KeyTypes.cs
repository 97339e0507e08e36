namespace Jose;

/// <summary>The values of <c>kty</c> (RFC 7518 §6.1) that can verify a signature here.</summary>
public static class KeyTypes
{
    /// <summary>Elliptic curve.</summary>
    public const string EC = "EC";

    /// <summary>RSA.</summary>
    public const string Rsa = "RSA";
}
