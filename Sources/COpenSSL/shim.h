#ifndef MOCK_APPLIANCE_COPENSSL_H
#define MOCK_APPLIANCE_COPENSSL_H
/* OpenSSL 3, and inline wrappers for what it only offers as macros. No logic. */
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#endif
